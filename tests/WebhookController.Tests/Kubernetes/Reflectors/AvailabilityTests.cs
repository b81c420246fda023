using WebhookController.Tests.Kubernetes.Support;

namespace WebhookController.Tests.Kubernetes.Reflectors;

public sealed class AvailabilityTests
{
    [Theory]
    [InlineData(404, "NotFound")]
    [InlineData(403, "Forbidden")]
    [InlineData(401, "Unauthorized")]
    public async Task A_kind_that_is_missing_or_forbidden_is_unavailable_until_it_can_be_listed(int status, string reason)
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Answer(
            Reply.Status(status, reason, "not for you"),
            Reply.Status(status, reason, "not for you"),
            Reply.Page("10", null, Things.Json("a", 1)));
        var log = new CountingLogger();
        await using var run = new ReflectorRun(server, logger: log);

        Assert.Equal("unavailable: not for you", await run.Sink.NextAsync());
        Assert.Equal("unavailable: not for you", await run.Sink.NextAsync());
        Assert.Equal("replace a:red | ", await run.Sink.NextAsync());
        Assert.Equal(1, log.Warnings);
    }

    [Fact]
    public async Task A_kind_whose_watch_is_forbidden_becomes_unavailable()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Answer(Reply.Page("10", null), Reply.Page("20", null)).Watch(Reply.Status(403, "Forbidden"));
        await using var run = new ReflectorRun(server);

        await run.Sink.NextAsync();
        Assert.Equal("unavailable: no", await run.Sink.NextAsync());
        Assert.Equal("replace  | ", await run.Sink.NextAsync());
    }

    [Fact]
    public async Task Synced_follows_the_lists_and_the_refusals()
    {
        await using var server = await ScriptedServer.StartAsync();
        var clock = new SteppedClock();
        server.Answer(Reply.Status(404, "NotFound"), Reply.Page("10", null), Reply.Status(404, "NotFound"))
            .Watch(Reply.Status(410, "Expired"));
        await using var run = new ReflectorRun(server, clock);

        await clock.NextPauseAsync();
        Assert.False(run.Reflector.Health.Synced);
        clock.Advance(TimeSpan.FromSeconds(1));

        await clock.NextPauseAsync();
        Assert.True(run.Reflector.Health.Synced);
        clock.Advance(TimeSpan.FromSeconds(2));

        await clock.NextPauseAsync();
        Assert.False(run.Reflector.Health.Synced);
    }

    [Fact]
    public async Task Neither_a_lost_connection_nor_a_refusal_counts_as_contact()
    {
        await using var server = await ScriptedServer.StartAsync();
        var clock = new SteppedClock();
        server.Answer(Reply.Reset, Reply.Status(404, "NotFound"), Reply.Status(429, "TooManyRequests"), Reply.Page("10", null));
        await using var run = new ReflectorRun(server, clock);

        var passed = TimeSpan.Zero;
        for (var i = 0; i < 3; i++)
        {
            Assert.Null(run.Reflector.Health.LastContact);
            passed += await clock.PassPauseAsync();
            if (i < 2) Assert.Equal(passed, run.Reflector.Health.Silence);
        }

        await run.WatchOpenedAsync();
        Assert.Equal(clock.GetUtcNow(), run.Reflector.Health.LastContact);
    }
}
