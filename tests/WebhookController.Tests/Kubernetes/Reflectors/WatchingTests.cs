using System.Globalization;
using WebhookController.Tests.Kubernetes.Support;

namespace WebhookController.Tests.Kubernetes.Reflectors;

public sealed class WatchingTests
{
    [Fact]
    public async Task The_watch_starts_where_the_list_ended_with_bookmarks_and_a_timeout()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Answer(Reply.Page("10", null));
        await using var run = new ReflectorRun(server);

        var watch = await server.NextWatchAsync();

        Assert.Equal("10", watch.Query["resourceVersion"]);
        Assert.Equal("true", watch.Query["allowWatchBookmarks"]);
        Assert.InRange(int.Parse(watch.Query["timeoutSeconds"], CultureInfo.InvariantCulture), 240, 360);
    }

    [Fact]
    public async Task Events_become_upserts_and_removals()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Answer(Reply.Page("10", null)).Watch(Reply.FramesThenSilence(
            Things.Added(Things.Json("a", 11)),
            Things.Modified(Things.Json("a", 12, "blue")),
            Things.Deleted(Things.Json("a", 13, "blue"))));
        await using var run = new ReflectorRun(server);

        await run.Sink.NextAsync();
        Assert.Equal("upsert a:red", await run.Sink.NextAsync());
        Assert.Equal("upsert a:blue", await run.Sink.NextAsync());
        Assert.Equal("remove a uid-a 13", await run.Sink.NextAsync());
    }

    [Fact]
    public async Task A_closed_watch_is_resumed_from_its_last_event_without_a_list()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Answer(Reply.Page("10", null)).Watch(Reply.Frames(Things.Added(Things.Json("a", 11)), Things.Deleted(Things.Json("a", 12))));
        await using var run = new ReflectorRun(server);

        Assert.Equal("10", (await server.NextWatchAsync()).Query["resourceVersion"]);
        var next = await server.NextAsync();
        Assert.True(next.IsWatch);
        Assert.Equal("12", next.Query["resourceVersion"]);
    }

    [Fact]
    public async Task A_watch_with_only_a_bookmark_is_resumed_from_it()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Answer(Reply.Page("10", null)).Watch(Reply.Frames(Things.Bookmark(77)));
        await using var run = new ReflectorRun(server);

        await server.NextWatchAsync();
        Assert.Equal("77", (await server.NextAsync()).Query["resourceVersion"]);
        Assert.Equal("replace  | ", await run.Sink.NextAsync());
        Assert.True(run.Sink.IsQuiet);
    }

    [Fact]
    public async Task A_watch_closed_without_any_event_is_resumed()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Answer(Reply.Page("10", null)).Watch(Reply.Frames());
        await using var run = new ReflectorRun(server);

        await server.NextWatchAsync();
        var next = await server.NextAsync();
        Assert.True(next.IsWatch);
        Assert.Equal("10", next.Query["resourceVersion"]);
    }

    [Fact]
    public async Task A_broken_watch_is_resumed_after_what_it_delivered()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Answer(Reply.Page("10", null))
            .Watch(Reply.FramesThenReset(Things.Bookmark(11)), Reply.Status(503, "Unavailable"), Reply.Reset);
        await using var run = new ReflectorRun(server);

        await server.NextListAsync();
        await Eventually.TrueAsync(() => run.Observer.FailedWatches == 3);
        await server.NextWatchAsync();
        var later = await server.NextAsync();
        Assert.True(later.IsWatch);
        Assert.Contains(later.Query["resourceVersion"], new[] { "10", "11" });
        Assert.Equal(0, run.Observer.Relists);
    }

    [Fact]
    public async Task An_incomplete_event_is_left_to_the_next_watch()
    {
        await using var server = await ScriptedServer.StartAsync();
        var frame = Things.Added(Things.Json("a", 11));
        server.Answer(Reply.Page("10", null)).Watch(Reply.Json(frame[..20]), Reply.FramesThenSilence(frame));
        await using var run = new ReflectorRun(server);

        await run.Sink.NextAsync();
        Assert.Equal("upsert a:red", await run.Sink.NextAsync());
        await server.NextWatchAsync();
        Assert.Equal("10", (await server.NextWatchAsync()).Query["resourceVersion"]);
    }

    [Fact]
    public async Task An_expired_version_leads_to_a_new_list()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Answer(Reply.Page("10", null), Reply.Page("20", null, Things.Json("a", 15))).Watch(Reply.Status(410, "Expired"));
        await using var run = new ReflectorRun(server);

        await run.Sink.NextAsync();
        Assert.Equal("replace a:red | ", await run.Sink.NextAsync());
        await server.NextWatchAsync();
        Assert.Equal("20", (await server.NextWatchAsync()).Query["resourceVersion"]);
        Assert.Equal(1, run.Observer.Relists);
    }

    [Theory]
    [InlineData(410, "Expired")]
    [InlineData(500, "InternalError")]
    public async Task An_error_inside_the_stream_leads_to_a_new_list(int code, string reason)
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Answer(Reply.Page("10", null), Reply.Page("20", null)).Watch(Reply.Frames(Things.Error(code, reason)));
        await using var run = new ReflectorRun(server);

        await server.NextWatchAsync();
        Assert.False((await server.NextAsync()).IsWatch);
        Assert.Equal("20", (await server.NextWatchAsync()).Query["resourceVersion"]);
    }

    [Fact]
    public async Task Too_many_requests_inside_the_stream_leads_to_no_list()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Answer(Reply.Page("10", null)).Watch(Reply.Frames(Things.Error(429, "TooManyRequests")));
        await using var run = new ReflectorRun(server);

        await server.NextWatchAsync();
        Assert.True((await server.NextAsync()).IsWatch);
    }

    [Fact]
    public async Task A_last_frame_without_its_line_end_counts()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Answer(Reply.Page("10", null)).Watch(Reply.Json(Things.Added(Things.Json("a", 11))));
        await using var run = new ReflectorRun(server);

        await run.Sink.NextAsync();
        Assert.Equal("upsert a:red", await run.Sink.NextAsync());
    }

    [Fact]
    public async Task Cancellation_ends_an_open_watch_and_the_request()
    {
        await using var server = await ScriptedServer.StartAsync();
        var aborted = new TaskCompletionSource();
        server.Answer(Reply.Page("10", null)).Watch(async context =>
        {
            await using var registration = context.RequestAborted.Register(aborted.SetResult);
            await Reply.Silence(context);
            await aborted.Task;
        });
        await using var run = new ReflectorRun(server);
        await server.NextWatchAsync();

        await run.StopAsync();

        await aborted.Task.WaitAsync(Eventually.Patience, TestContext.Current.CancellationToken);
    }
}
