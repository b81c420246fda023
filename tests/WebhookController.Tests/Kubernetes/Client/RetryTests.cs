using System.Net;
using WebhookController.Core.Objects;
using WebhookController.Kubernetes.Client;
using WebhookController.Tests.Kubernetes.Support;

namespace WebhookController.Tests.Kubernetes.Client;

public sealed class RetryTests
{
    private static readonly ApiOptions Options = TestClient.Options with { Retries = 3 };
    private static readonly ObjectKey Key = new("ns", "a");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(504)]
    [InlineData(429)]
    public async Task A_read_is_asked_again(int status)
    {
        await using var server = (await ScriptedServer.StartAsync()).Answer(Reply.Status(status, "Trouble"), Reply.Json("{}"));
        var clock = new SteppedClock();
        using var connection = TestClient.Connect(server, Options, clock);

        var reading = new ApiClient(connection).GetAsync(Things.Kind, Key, Cancel);
        await clock.PassPauseAsync();

        using var answer = await reading;
        Assert.Equal(2, server.Drain().Count);
    }

    [Fact]
    public async Task A_read_is_asked_again_after_a_lost_connection()
    {
        await using var server = (await ScriptedServer.StartAsync()).Answer(Reply.Reset, Reply.Json("{}"));
        var clock = new SteppedClock();
        using var connection = TestClient.Connect(server, Options, clock);

        var reading = new ApiClient(connection).GetAsync(Things.Kind, Key, Cancel);
        await clock.PassPauseAsync();

        using var answer = await reading;
        Assert.Equal(2, server.Drain().Count);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(410)]
    public async Task A_clear_no_is_not_questioned(int status)
    {
        await using var server = (await ScriptedServer.StartAsync()).Answer(Reply.Status(status, "No"));
        using var connection = TestClient.Connect(server, Options, new SteppedClock());

        await Assert.ThrowsAsync<ApiException>(() => new ApiClient(connection).GetAsync(Things.Kind, Key, Cancel));

        Assert.Single(server.Drain());
    }

    [Fact]
    public async Task Retries_end_and_grow_longer()
    {
        await using var server = await ScriptedServer.StartAsync();
        for (var i = 0; i < 4; i++) server.Answer(Reply.Status(500, "Trouble"));
        var clock = new SteppedClock();
        var observer = new RecordingObserver();
        using var connection = TestClient.Connect(server, Options, clock, observer);

        var reading = new ApiClient(connection).GetAsync(Things.Kind, Key, Cancel);
        for (var i = 0; i < 3; i++) Assert.InRange(await clock.PassPauseAsync(), TimeSpan.Zero, Options.LongestRetryDelay);

        await Assert.ThrowsAsync<ApiException>(() => reading);
        Assert.Equal(4, server.Drain().Count);
        Assert.Equal(Enumerable.Repeat(("get", (HttpStatusCode?)HttpStatusCode.InternalServerError), 4), observer.Attempts);
    }

    [Theory]
    [InlineData(12, 12)]
    [InlineData(86400, 30)]
    public async Task A_write_turned_away_waits_as_long_as_asked_within_reason(int asked, int waited)
    {
        await using var server = (await ScriptedServer.StartAsync())
            .Answer(Reply.Status(429, "TooManyRequests", retryAfter: asked), Reply.Json("{}"));
        var clock = new SteppedClock();
        using var connection = TestClient.Connect(server, Options, clock);

        var creating = new ApiClient(connection).CreateAsync(Things.Kind, "ns", "{}"u8.ToArray(), Cancel);

        Assert.Equal(TimeSpan.FromSeconds(waited), await clock.PassPauseAsync());
        using var created = await creating;
        Assert.Equal(2, server.Drain().Count(request => request.Body == "{}"));
    }

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task A_write_that_may_have_happened_is_not_repeated(string verb, bool lostConnection)
    {
        await using var server = (await ScriptedServer.StartAsync())
            .Answer(lostConnection ? Reply.Reset : Reply.Status(500, "InternalError"));
        using var connection = TestClient.Connect(server, Options, new SteppedClock());
        var client = new ApiClient(connection);

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => verb switch
        {
            "create" => client.CreateAsync(Things.Kind, "ns", "{}"u8.ToArray(), Cancel),
            "patch" => client.MergePatchAsync(Things.Kind, Key, "{}"u8.ToArray(), Cancel),
            _ => client.DeleteAsync(Things.Kind, Key, null, Cancel),
        });

        Assert.IsType(lostConnection ? typeof(HttpRequestException) : typeof(ApiException), failure);
        Assert.Single(server.Drain());
    }

    [Fact]
    public async Task A_watch_is_left_to_its_reflector()
    {
        await using var server = (await ScriptedServer.StartAsync()).Watch(Reply.Status(429, "TooManyRequests", retryAfter: 1));
        using var connection = TestClient.Connect(server, Options, new SteppedClock());

        await Assert.ThrowsAsync<ApiException>(() => new ApiClient(connection).WatchAsync(Things.Kind, "1", 300, Cancel));

        Assert.Single(server.Drain());
    }

    public static TheoryData<string, bool> Writes => new MatrixTheoryData<string, bool>(["create", "patch", "delete"], [true, false]);
}
