using System.Threading.Channels;
using WebhookController.Tests.Kubernetes.Support;

namespace WebhookController.Tests.Kubernetes.Reflectors;

public sealed class SilenceTests
{
    private static readonly TimeSpan AlmostTooLong = TimeSpan.FromSeconds(149);

    [Fact]
    public async Task A_silent_watch_is_cut_and_resumed()
    {
        await using var server = await ScriptedServer.StartAsync();
        var clock = new SteppedClock();
        server.Answer(Reply.Page("10", null));
        await using var run = new ReflectorRun(server, clock);
        await run.WatchOpenedAsync();
        server.Drain();

        clock.Advance(AlmostTooLong);
        Assert.False(clock.IsPausing);
        clock.Advance(TimeSpan.FromSeconds(1));
        await clock.PassPauseAsync();

        var next = await server.NextAsync();
        Assert.True(next.IsWatch);
        Assert.Equal("10", next.Query["resourceVersion"]);
    }

    [Fact]
    public async Task Frames_and_bookmarks_keep_a_watch_alive()
    {
        await using var server = await ScriptedServer.StartAsync();
        var clock = new SteppedClock();
        var frames = Channel.CreateUnbounded<string>();
        server.Answer(Reply.Page("10", null)).Watch(Reply.Live(frames.Reader));
        await using var run = new ReflectorRun(server, clock);
        var health = run.Reflector.Health;
        await run.WatchOpenedAsync();
        server.Drain();

        for (var minute = 0; minute < 4; minute++)
        {
            clock.Advance(AlmostTooLong);
            frames.Writer.TryWrite(Things.Bookmark(20 + minute));
            await Eventually.TrueAsync(() => health.Silence == TimeSpan.Zero);
        }

        Assert.Equal(clock.GetUtcNow(), health.LastContact);
        Assert.Empty(server.Drain());
    }

    [Fact]
    public async Task Two_silent_watches_in_a_row_lead_to_a_new_list()
    {
        await using var server = await ScriptedServer.StartAsync();
        var clock = new SteppedClock();
        server.Answer(Reply.Page("9000", null), Reply.Page("10", null));
        await using var run = new ReflectorRun(server, clock);

        await run.WatchOpenedAsync();
        clock.Advance(TimeSpan.FromSeconds(150));
        await clock.PassPauseAsync();
        await run.WatchOpenedAsync(2);
        server.Drain();
        clock.Advance(TimeSpan.FromSeconds(150));
        await clock.PassPauseAsync();

        Assert.False((await server.NextAsync()).IsWatch);
        Assert.Equal("10", (await server.NextAsync()).Query["resourceVersion"]);
    }
}
