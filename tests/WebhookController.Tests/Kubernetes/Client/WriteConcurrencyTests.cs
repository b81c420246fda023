using WebhookController.Core.Objects;
using WebhookController.Kubernetes.Client;
using WebhookController.Tests.Kubernetes.Support;

namespace WebhookController.Tests.Kubernetes.Client;

/// Which requests of a connection wait for a permit, and what it learns from their answers.
public sealed class WriteConcurrencyTests
{
    private static readonly ObjectKey Key = new("ns", "a");
    private static readonly byte[] Body = "{}"u8.ToArray();
    private static readonly KindPath Leases = new("coordination.k8s.io", "v1", "leases");
    private static readonly KindPath Events = new("events.k8s.io", "v1", "events");
    private static readonly ApiOptions OneAtATime = TestClient.Options with { InitialConcurrentWrites = 1, MaxConcurrentWrites = 1 };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Writes_beyond_the_limit_wait_while_reads_the_lease_and_events_go_through()
    {
        await using var server = (await ScriptedServer.StartAsync()).Answer(
            Reply.Silence, Reply.Json("{}"), Reply.Json("{}"), Reply.Json("{}"), Reply.Json("{}"), Reply.Json("{}"));
        using var connection = TestClient.Connect(server, OneAtATime);
        var client = new ApiClient(connection);
        using var stop = new CancellationTokenSource();

        var stuck = client.MergePatchAsync(Things.Kind, Key, Body, stop.Token);
        await server.NextAsync();
        var waiting = client.CreateAsync(Things.Kind, "ns", Body, Cancel);
        using var read = await client.GetAsync(Things.Kind, Key, Cancel);
        using var lease = await client.ReplaceAsync(Leases, Key, Body, Cancel);
        using var recorded = await client.CreateAsync(Events, "ns", Body, Cancel);
        using var watch = await client.WatchAsync(Things.Kind, "1", 300, Cancel);

        Assert.Equal((1, 1, 1), (client.Writes.Limit, client.Writes.InFlight, client.Writes.Waiting));
        Assert.False(waiting.IsCompleted);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stuck);
        using var created = await waiting;
        using var deleted = await client.DeleteAsync(Things.Kind, Key, null, Cancel);
        Assert.Equal((0, 0), (client.Writes.InFlight, client.Writes.Waiting));
    }

    [Fact]
    public async Task All_fenced_clients_of_a_connection_share_its_permits()
    {
        await using var server = await ScriptedServer.StartAsync();
        using var connection = TestClient.Connect(server);
        var client = new ApiClient(connection);

        Assert.Same(connection.Writes, client.FencedBy(new OpenFence()).Writes);
        Assert.Equal((8, 32), (connection.Writes.Limit, connection.Writes.Maximum));
    }

    [Fact]
    public async Task A_write_turned_away_halves_the_limit_and_holds_no_permit_while_it_pauses()
    {
        await using var server = (await ScriptedServer.StartAsync())
            .Answer(Reply.Status(429, "TooManyRequests", retryAfter: 12), Reply.Json("{}"), Reply.Json("{}"));
        var clock = new SteppedClock();
        using var connection = TestClient.Connect(server, TestClient.Options with { Retries = 1, InitialConcurrentWrites = 2 }, clock);
        var client = new ApiClient(connection);

        var turnedAway = client.CreateAsync(Things.Kind, "ns", Body, Cancel);
        Assert.Equal(TimeSpan.FromSeconds(12), await clock.NextPauseAsync());
        Assert.Equal((1, 0), (client.Writes.Limit, client.Writes.InFlight));
        using var other = await client.MergePatchAsync(Things.Kind, Key, Body, Cancel);
        clock.Advance(TimeSpan.FromSeconds(12));

        using var created = await turnedAway;
        Assert.Equal(0, client.Writes.InFlight);
    }

    [Fact]
    public async Task A_lost_connection_a_failure_and_a_timeout_halve_the_limit()
    {
        await using var server = (await ScriptedServer.StartAsync())
            .Answer(Reply.Reset, Reply.Status(503, "ServiceUnavailable"), Reply.Silence, Reply.Status(409, "Conflict"));
        var clock = new SteppedClock();
        using var connection = TestClient.Connect(server, TestClient.Options with { InitialConcurrentWrites = 32 }, clock);
        var client = new ApiClient(connection);

        await Assert.ThrowsAsync<HttpRequestException>(() => client.MergePatchAsync(Things.Kind, Key, Body, Cancel));
        Assert.Equal(16, client.Writes.Limit);
        await Assert.ThrowsAsync<ApiException>(() => client.MergePatchAsync(Things.Kind, Key, Body, Cancel));
        Assert.Equal(8, client.Writes.Limit);
        server.Drain();
        var silent = client.MergePatchAsync(Things.Kind, Key, Body, Cancel);
        await server.NextAsync();
        clock.Advance(TestClient.Options.RequestTimeout);
        await Assert.ThrowsAsync<TimeoutException>(() => silent);
        Assert.Equal(4, client.Writes.Limit);
        await Assert.ThrowsAsync<ApiException>(() => client.MergePatchAsync(Things.Kind, Key, Body, Cancel));
        Assert.Equal((4, 0), (client.Writes.Limit, client.Writes.InFlight));
    }

    private sealed class OpenFence : IWriteFence
    {
        public void ThrowIfClosed()
        {
        }
    }
}
