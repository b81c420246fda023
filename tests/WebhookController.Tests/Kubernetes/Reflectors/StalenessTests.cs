using System.Threading.Channels;
using WebhookController.Kubernetes.Reflectors;
using WebhookController.Tests.Kubernetes.Support;

namespace WebhookController.Tests.Kubernetes.Reflectors;

// A picture that nobody refreshed for minutes must not pass for a fresh one, whatever was answered in the meantime.
public sealed class StalenessTests
{
    private static readonly TimeSpan StaleAfter = new ReflectorOptions().StaleAfter;

    [Fact]
    public async Task A_watch_that_can_be_resumed_is_resumed_however_old_the_list_is()
    {
        await using var server = await ScriptedServer.StartAsync();
        var clock = new SteppedClock();
        var watch = Channel.CreateUnbounded<string>();
        // Any list beyond the first one would be refused.
        server.Answer(Reply.Page("10", null)).Watch(Reply.Live(watch.Reader), Reply.FramesThenSilence(Things.Added(Things.Json("a", 11))));
        await using var run = new ReflectorRun(server, clock, new ReflectorOptions { LongestSilence = TimeSpan.FromDays(1) });
        await OpenedAsync(run, clock, watch);
        clock.Advance(TimeSpan.FromHours(3));

        watch.Writer.Complete();

        Assert.Equal("replace  | ", await run.Sink.NextAsync());
        Assert.Equal("upsert a:red", await run.Sink.NextAsync());
        Assert.Equal(0, run.Observer.Relists);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(504)]
    public async Task A_kind_whose_lists_are_refused_for_minutes_is_not_synced(int status)
    {
        await using var server = await ScriptedServer.StartAsync();
        var clock = new SteppedClock();
        server.Answer(Reply.Page("10", null)).Answer([.. Enumerable.Repeat(Reply.Status(status, "Trouble", "too busy"), 100)])
            .Watch(Reply.Status(410, "Expired"));
        await using var run = new ReflectorRun(server, clock);
        await run.Sink.NextAsync();

        await PassAsync(clock, StaleAfter - TimeSpan.FromSeconds(40));
        Assert.True(run.Reflector.Health.Synced);
        await PassAsync(clock, TimeSpan.FromSeconds(80));

        Assert.Equal("unavailable: neither listed nor watched for 3 minutes: too busy", await run.Sink.NextAsync());
        Assert.False(run.Reflector.Health.Synced);
    }

    [Fact]
    public async Task A_kind_whose_watch_is_resumed_after_minutes_is_synced_again_without_a_list()
    {
        await using var server = await ScriptedServer.StartAsync();
        var clock = new SteppedClock();
        server.Answer(Reply.Page("10", null)).Watch([.. Enumerable.Repeat(Reply.Status(429, "TooManyRequests", "too busy"), 17)])
            .Watch(Reply.FramesThenSilence(Things.Bookmark(12)));
        await using var run = new ReflectorRun(server, clock);
        await run.Sink.NextAsync();

        for (var i = 0; i < 17; i++) await clock.PassPauseAsync();

        Assert.StartsWith("unavailable: neither listed nor watched", await run.Sink.NextAsync(), StringComparison.Ordinal);
        Assert.Equal("resumed", await run.Sink.NextAsync());
        Assert.True(run.Reflector.Health.Synced);
        Assert.Equal(0, run.Observer.Relists);
    }

    [Fact]
    public async Task A_kind_that_was_never_read_says_why_after_minutes()
    {
        await using var server = await ScriptedServer.StartAsync();
        var clock = new SteppedClock();
        server.Answer([.. Enumerable.Repeat(Reply.Status(504, "Timeout", "too slow"), 100)]);
        await using var run = new ReflectorRun(server, clock);

        await PassAsync(clock, StaleAfter + TimeSpan.FromSeconds(40));

        Assert.Equal("unavailable: neither listed nor watched for 3 minutes: too slow", await run.Sink.NextAsync());
    }

    // A new PVC waits for its job no longer than this after an outage; 20 s used to cost 15 more.
    [Fact]
    public async Task After_an_outage_the_next_attempt_is_at_most_three_seconds_away()
    {
        await using var server = await ScriptedServer.StartAsync();
        var clock = new SteppedClock();
        server.Answer([.. Enumerable.Range(0, 50).Select(i => i % 2 == 0 ? Reply.Reset : Reply.Status(503, "Unavailable"))]);
        await using var run = new ReflectorRun(server, clock);

        var (passed, attempts) = (TimeSpan.Zero, 0);
        for (; passed < TimeSpan.FromSeconds(60); attempts++)
        {
            var pause = await clock.PassPauseAsync();
            Assert.InRange(pause, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(3));
            passed += pause;
        }

        // And yet the server is not hammered.
        Assert.InRange(attempts, 20, 40);
    }

    // A proxy that cuts quiet connections.
    [Fact]
    public async Task A_watch_that_held_for_a_while_counts_as_contact_even_if_it_is_cut()
    {
        await using var server = await ScriptedServer.StartAsync();
        var clock = new SteppedClock();
        var watch = Channel.CreateUnbounded<string>();
        server.Answer(Reply.Page("10", null)).Watch(Reply.Live(watch.Reader));
        await using var run = new ReflectorRun(server, clock);
        await OpenedAsync(run, clock, watch);
        clock.Advance(TimeSpan.FromSeconds(50));
        Assert.Equal(TimeSpan.FromSeconds(50), run.Reflector.Health.Silence);

        watch.Writer.Complete(new IOException("cut"));

        await clock.NextPauseAsync();
        Assert.Equal(TimeSpan.Zero, run.Reflector.Health.Silence);
    }

    private static async Task PassAsync(SteppedClock clock, TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time;) passed += await clock.PassPauseAsync();
    }

    // A frame that was seen proves that the reflector saw the watch open before.
    private static async Task OpenedAsync(ReflectorRun run, SteppedClock clock, Channel<string> watch)
    {
        await run.WatchOpenedAsync();
        clock.Advance(TimeSpan.FromSeconds(1));
        watch.Writer.TryWrite(Things.Bookmark(11));
        await Eventually.TrueAsync(() => run.Reflector.Health.Silence == TimeSpan.Zero);
    }
}
