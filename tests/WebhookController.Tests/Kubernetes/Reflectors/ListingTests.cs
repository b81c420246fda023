using WebhookController.Kubernetes.Reflectors;
using WebhookController.Tests.Kubernetes.Support;

namespace WebhookController.Tests.Kubernetes.Reflectors;

public sealed class ListingTests
{
    [Fact]
    public async Task The_pages_of_a_list_arrive_as_one()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Answer(
            Reply.Page("10", "next", Things.Json("a", 1), Things.Json("b", 2)),
            Reply.Page("10", null, Things.Json("c", 3)));
        await using var run = new ReflectorRun(server);

        Assert.Equal("replace a:red b:red c:red | ", await run.Sink.NextAsync());
        Assert.DoesNotContain("continue", (await server.NextAsync()).Query);
        Assert.Equal("next", (await server.NextAsync()).Query["continue"]);
    }

    [Fact]
    public async Task Pages_have_the_configured_size()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Answer(Reply.Page("10", null));
        await using var run = new ReflectorRun(server, options: new ReflectorOptions { PageSize = 7 });

        var list = await server.NextAsync();

        Assert.Equal("/apis/example.io/v1/things", list.Path);
        Assert.Equal("7", list.Query["limit"]);
    }

    [Fact]
    public async Task An_expired_continue_token_restarts_the_list()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Answer(
            Reply.Page("10", "next", Things.Json("a", 1)),
            Reply.Status(410, "Expired"),
            Reply.Page("20", null, Things.Json("b", 15)));
        await using var run = new ReflectorRun(server);

        Assert.Equal("replace b:red | ", await run.Sink.NextAsync());
        Assert.Equal("20", (await server.NextWatchAsync()).Query["resourceVersion"]);
    }

    // A busy server refuses some of a hundred pages each time.
    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(504)]
    public async Task A_list_goes_on_at_the_page_that_failed(int status)
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Answer(
            Reply.Page("10", "second", Things.Json("a", 1)),
            Reply.Status(status, "Trouble"),
            Reply.Reset,
            Reply.Page("10", "third", Things.Json("b", 2)),
            Reply.Status(status, "Trouble"),
            Reply.Page("10", null, Things.Json("c", 3)));
        await using var run = new ReflectorRun(server);

        Assert.Equal("replace a:red b:red c:red | ", await run.Sink.NextAsync());
        Assert.Equal(
            [null, "second", "second", "second", "third", "third"],
            server.Drain().Where(request => !request.IsWatch).Select(request => request.Query.GetValueOrDefault("continue")));
    }

    [Fact]
    public async Task A_page_that_arrives_shortens_the_pauses_again()
    {
        await using var server = await ScriptedServer.StartAsync();
        var clock = new SteppedClock();
        server.Answer(
            Reply.Status(500, "Trouble"), Reply.Status(500, "Trouble"), Reply.Status(500, "Trouble"),
            Reply.Page("10", "second", Things.Json("a", 1)), Reply.Status(500, "Trouble"));
        await using var run = new ReflectorRun(server, clock);
        for (var i = 0; i < 3; i++) await clock.PassPauseAsync();

        Assert.InRange((await clock.NextPauseAsync()).TotalSeconds, 0.5, 1);
    }

    [Fact]
    public async Task After_a_permanent_refusal_a_list_starts_again()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Answer(
            Reply.Page("10", "next", Things.Json("a", 1)),
            Reply.Status(403, "Forbidden"),
            Reply.Page("20", null, Things.Json("b", 15)));
        await using var run = new ReflectorRun(server);

        Assert.Equal("unavailable: no", await run.Sink.NextAsync());
        Assert.Equal("replace b:red | ", await run.Sink.NextAsync());
    }

    [Theory]
    [InlineData(500)]
    [InlineData(429)]
    [InlineData(400)]
    public async Task A_failed_list_is_retried_and_does_not_reach_the_sink(int status)
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Answer(Reply.Status(status, "Trouble"), Reply.Page("10", null, Things.Json("a", 1)));
        await using var run = new ReflectorRun(server);

        Assert.Equal("replace a:red | ", await run.Sink.NextAsync());
    }

    [Fact]
    public async Task A_lost_connection_during_the_list_is_survived()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Answer(Reply.Reset, Reply.Page("10", null, Things.Json("a", 1)));
        await using var run = new ReflectorRun(server);

        Assert.Equal("replace a:red | ", await run.Sink.NextAsync());
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("""{"items":{}}""")]
    [InlineData("""{"items":[],"metadata":{}}""")]
    public async Task An_answer_that_is_not_a_list_does_not_count_as_an_empty_list(string body)
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Answer(Reply.Json(body), Reply.Page("10", null, Things.Json("a", 1)));
        await using var run = new ReflectorRun(server);

        Assert.Equal("replace a:red | ", await run.Sink.NextAsync());
    }

    [Fact]
    public async Task A_list_without_items_is_empty()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Answer(Reply.Json("""{"metadata":{"resourceVersion":"1"},"items":null}"""));
        await using var run = new ReflectorRun(server);

        Assert.Equal("replace  | ", await run.Sink.NextAsync());
    }
}
