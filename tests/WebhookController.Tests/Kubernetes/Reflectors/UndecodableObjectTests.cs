using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging.Abstractions;
using WebhookController.Kubernetes;
using WebhookController.Kubernetes.Client;
using WebhookController.Kubernetes.Reflectors;
using WebhookController.Tests.Kubernetes.Support;

namespace WebhookController.Tests.Kubernetes.Reflectors;

public sealed class UndecodableObjectTests
{
    [Fact]
    public async Task An_undecodable_object_in_the_list_affects_no_other()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Answer(Reply.Page("10", null, Things.Json("a", 1), Things.Undecodable("p", 2), Things.Json("b", 3)));
        await using var run = new ReflectorRun(server);

        Assert.Equal("replace a:red b:red | p", await run.Sink.NextAsync());
        Assert.Equal(1, run.Observer.UndecodableObjects);
    }

    [Fact]
    public async Task An_undecodable_event_makes_its_object_unknown_and_the_watch_continues()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Answer(Reply.Page("10", null)).Watch(Reply.Frames(
            Things.Modified(Things.Undecodable("p", 11)),
            Things.Added(Things.Json("a", 12)),
            Things.Modified(Things.Undecodable("q", 13))));
        await using var run = new ReflectorRun(server);

        await run.Sink.NextAsync();
        Assert.Equal("unknown p", await run.Sink.NextAsync());
        Assert.Equal("upsert a:red", await run.Sink.NextAsync());
        Assert.Equal("unknown q", await run.Sink.NextAsync());
        await server.NextWatchAsync();
        Assert.Equal("13", (await server.NextWatchAsync()).Query["resourceVersion"]);
    }

    [Fact]
    public async Task An_unknown_object_that_becomes_decodable_is_an_upsert()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Answer(Reply.Page("10", null, Things.Undecodable("p", 2)))
            .Watch(Reply.FramesThenSilence(Things.Modified(Things.Json("p", 11))));
        await using var run = new ReflectorRun(server);

        Assert.Equal("replace  | p", await run.Sink.NextAsync());
        Assert.Equal("upsert p:red", await run.Sink.NextAsync());
    }

    [Fact]
    public async Task An_undecodable_object_can_be_deleted()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Answer(Reply.Page("10", null, Things.Undecodable("p", 2)))
            .Watch(Reply.FramesThenSilence(Things.Deleted(Things.Undecodable("p", 11))));
        await using var run = new ReflectorRun(server);

        await run.Sink.NextAsync();
        Assert.Equal("remove p uid-p 11", await run.Sink.NextAsync());
        Assert.Equal(1, run.Observer.UndecodableObjects);
    }

    [Fact]
    public async Task Each_version_of_an_undecodable_object_is_counted_and_logged_once()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Answer(Reply.Page("10", null, Things.Undecodable("p", 2)), Reply.Page("20", null, Things.Undecodable("p", 2))).Watch(
            Reply.Status(410, "Expired"),
            Reply.FramesThenSilence(Things.Modified(Things.Undecodable("p", 21)), Things.Added(Things.Json("a", 22))));
        var log = new CountingLogger();
        await using var run = new ReflectorRun(server, logger: log);

        Assert.Equal("replace  | p", await run.Sink.NextAsync());
        Assert.Equal("replace  | p", await run.Sink.NextAsync());
        Assert.Equal("unknown p", await run.Sink.NextAsync());
        Assert.Equal("upsert a:red", await run.Sink.NextAsync());
        Assert.Equal(2, run.Observer.UndecodableObjects);
        Assert.Equal(2, log.Errors);
    }

    [Fact]
    public async Task The_same_version_counts_again_after_the_object_was_away()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Answer(Reply.Page("10", null, Things.Undecodable("p", 2)), Reply.Page("20", null), Reply.Page("30", null, Things.Undecodable("p", 2)))
            .Watch(Reply.Status(410, "Expired"), Reply.Status(410, "Expired"));
        await using var run = new ReflectorRun(server);

        for (var list = 0; list < 3; list++) await run.Sink.NextAsync();
        Assert.Equal(2, run.Observer.UndecodableObjects);
    }

    [Fact]
    public async Task Nothing_is_kept_of_an_undecodable_object_that_was_fixed_or_deleted()
    {
        await using var server = await ScriptedServer.StartAsync();
        var poison = Things.Modified(Things.Undecodable("p", 11));
        server.Answer(Reply.Page("10", null)).Watch(Reply.FramesThenSilence(
            poison, Things.Modified(Things.Json("p", 12)), poison, Things.Deleted(Things.Json("p", 13)), poison));
        await using var run = new ReflectorRun(server);

        for (var call = 0; call < 6; call++) await run.Sink.NextAsync();
        Assert.Equal(3, run.Observer.UndecodableObjects);
    }

    [Fact]
    public async Task An_event_of_an_object_without_a_name_makes_the_kind_unavailable_until_a_list_succeeds()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Answer(Reply.Page("10", null), Reply.Page("20", null, Things.Json("a", 15)))
            .Watch(Reply.FramesThenSilence(Things.Modified(Things.Nameless(11))));
        await using var run = new ReflectorRun(server);

        await run.Sink.NextAsync();
        Assert.Contains("unreadable", await run.Sink.NextAsync(), StringComparison.Ordinal);
        Assert.Equal("replace a:red | ", await run.Sink.NextAsync());
    }

    [Fact]
    public async Task A_deletion_without_a_name_makes_the_kind_unavailable()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Answer(Reply.Page("10", null), Reply.Page("20", null))
            .Watch(Reply.FramesThenSilence(Things.Deleted(Things.Nameless(11))));
        await using var run = new ReflectorRun(server);

        await run.Sink.NextAsync();
        Assert.Contains("unreadable", await run.Sink.NextAsync(), StringComparison.Ordinal);
        Assert.Equal("replace  | ", await run.Sink.NextAsync());
    }

    [Fact]
    public async Task A_list_with_an_object_without_a_name_replaces_nothing()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Answer(Reply.Page("10", null, Things.Json("a", 1), Things.Nameless(2)), Reply.Page("20", null, Things.Json("a", 1)));
        await using var run = new ReflectorRun(server);

        Assert.Contains("unreadable", await run.Sink.NextAsync(), StringComparison.Ordinal);
        Assert.Equal("replace a:red | ", await run.Sink.NextAsync());
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("""{"type":"ADDED"}""")]
    [InlineData("""{"type":"CHANGED","object":{}}""")]
    [InlineData("""{"type":7,"object":{}}""")]
    [InlineData("[]")]
    public async Task An_unreadable_frame_makes_the_kind_unavailable(string frame)
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Answer(Reply.Page("10", null), Reply.Page("20", null)).Watch(Reply.FramesThenSilence(frame));
        await using var run = new ReflectorRun(server);

        await run.Sink.NextAsync();
        Assert.Contains("unreadable", await run.Sink.NextAsync(), StringComparison.Ordinal);
        Assert.Equal("replace  | ", await run.Sink.NextAsync());
    }

    // Without memory nobody knows anything about the object: the process must not go on as if it had read everything else.
    [Fact]
    [SuppressMessage("Usage", "CA2201", Justification = "What the runtime throws.")]
    public async Task Out_of_memory_is_not_an_undecodable_object()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Answer(Reply.Page("10", null, Things.Json("a", 1)));
        using var connection = TestClient.Connect(server);
        var sink = new RecordingSink();
        var reflector = new Reflector<Thing>(
            new ApiClient(connection), Things.Kind, _ => throw new OutOfMemoryException(), sink, ReflectorRun.Impatient, TimeProvider.System,
            new Jitter(new Random(1)), NullLogger.Instance);

        await Assert.ThrowsAsync<OutOfMemoryException>(() => reflector.RunAsync(TestContext.Current.CancellationToken));
        Assert.True(sink.IsQuiet);
    }
}
