using System.Threading.Channels;
using WebhookController.Kubernetes;
using WebhookController.Kubernetes.Reflectors;
using WebhookController.Tests.Kubernetes.Support;

namespace WebhookController.Tests.Kubernetes.Reflectors;

public sealed class BackoffTests
{
    private static readonly TimeSpan HalfASecond = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan HalfAMinute = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(0.0, new[] { 0.5, 1, 2, 4, 8, 15, 15 })]
    [InlineData(1.0, new[] { 1.0, 2, 4, 8, 16, 30, 30 })]
    public void Pauses_double_up_to_the_longest_and_jitter_within_their_range(double random, double[] seconds)
    {
        var backoff = new Backoff(HalfASecond, HalfAMinute, new Jitter(new FixedRandom(random)));

        Assert.Equal(seconds, seconds.Select(_ => backoff.Next().TotalSeconds));
    }

    [Fact]
    public void A_reset_starts_with_the_shortest_pause_again()
    {
        var backoff = new Backoff(HalfASecond, HalfAMinute, new Jitter(new FixedRandom(0)));
        for (var i = 0; i < 5; i++) backoff.Next();

        backoff.Reset();

        Assert.Equal(HalfASecond, backoff.Next());
    }

    [Fact]
    public async Task A_reflector_waits_longer_after_each_failure()
    {
        await using var server = await ScriptedServer.StartAsync();
        var clock = new SteppedClock();
        for (var i = 0; i < 8; i++) server.Answer(Reply.Status(404, "NotFound"));
        await using var run = new ReflectorRun(server, clock);

        var (shortest, longest) = (HalfASecond, TimeSpan.FromSeconds(1));
        for (var i = 0; i < 8; i++)
        {
            Assert.InRange(await clock.PassPauseAsync(), shortest, longest);
            (shortest, longest) = (Min(longest, HalfAMinute / 2), Min(longest * 2, HalfAMinute));
        }
    }

    [Fact]
    public async Task Watches_closed_at_once_are_resumed_ever_more_slowly()
    {
        await using var server = await ScriptedServer.StartAsync();
        var clock = new SteppedClock();
        server.Answer(Reply.Page("10", null)).Watch(Reply.Frames(Things.Bookmark(11)), Reply.Frames(Things.Bookmark(12)));
        await using var run = new ReflectorRun(server, clock);

        Assert.InRange((await clock.PassPauseAsync()).TotalSeconds, 0.5, 1);
        Assert.InRange((await clock.PassPauseAsync()).TotalSeconds, 1, 2);
    }

    [Fact]
    public async Task A_watch_closed_after_a_healthy_time_is_resumed_without_a_pause()
    {
        await using var server = await ScriptedServer.StartAsync();
        var clock = new SteppedClock();
        var watch = Channel.CreateUnbounded<string>();
        server.Answer(Reply.Page("10", null)).Watch(Reply.Live(watch.Reader));
        await using var run = new ReflectorRun(server, clock);
        await server.NextWatchAsync();
        await LiveForAsync(TimeSpan.FromSeconds(10), watch, run, clock);

        watch.Writer.Complete();

        await server.NextWatchAsync();

        Assert.False(clock.IsPausing);
    }

    [Fact]
    public async Task A_healthy_watch_resets_the_backoff_only_once()
    {
        await using var server = await ScriptedServer.StartAsync();
        var clock = new SteppedClock();
        var watch = Channel.CreateUnbounded<string>();
        for (var i = 0; i < 4; i++) server.Answer(Reply.Status(404, "NotFound"));
        server.Answer(Reply.Page("10", null), Reply.Status(404, "NotFound"), Reply.Status(404, "NotFound"))
            .Watch(Reply.Live(watch.Reader));
        await using var run = new ReflectorRun(server, clock);
        for (var i = 0; i < 4; i++) await clock.PassPauseAsync();
        await server.NextWatchAsync();
        await LiveForAsync(TimeSpan.FromSeconds(10), watch, run, clock);

        watch.Writer.TryWrite(Things.Error(410, "Expired"));

        Assert.InRange((await clock.PassPauseAsync()).TotalSeconds, 0.5, 1);
        Assert.InRange((await clock.PassPauseAsync()).TotalSeconds, 1, 2);
        Assert.InRange((await clock.PassPauseAsync()).TotalSeconds, 2, 4);
    }

    [Fact]
    public async Task A_longer_pause_requested_by_the_server_is_respected()
    {
        await using var server = await ScriptedServer.StartAsync();
        var clock = new SteppedClock();
        server.Answer(Reply.Status(429, "TooManyRequests", retryAfter: 20), Reply.Status(503, "Unavailable", retryAfter: 4000));
        await using var run = new ReflectorRun(server, clock);

        Assert.Equal(TimeSpan.FromSeconds(20), await clock.PassPauseAsync());
        Assert.Equal(HalfAMinute, await clock.PassPauseAsync());
    }

    // A frame the reflector has seen proves that it saw the watch open before.
    private static async Task LiveForAsync(TimeSpan time, Channel<string> watch, ReflectorRun run, SteppedClock clock)
    {
        clock.Advance(TimeSpan.FromSeconds(1));
        watch.Writer.TryWrite(Things.Bookmark(11));
        await Eventually.TrueAsync(() => run.Reflector.Health.Silence == TimeSpan.Zero);
        clock.Advance(time);
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private sealed class FixedRandom(double value) : Random
    {
        public override double NextDouble() => value;
    }
}
