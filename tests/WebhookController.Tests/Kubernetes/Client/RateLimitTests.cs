using System.Threading.RateLimiting;
using WebhookController.Core.Objects;
using WebhookController.Kubernetes.Client;
using WebhookController.Tests.Kubernetes.Support;
using k8s;

namespace WebhookController.Tests.Kubernetes.Client;

public sealed class RateLimitTests
{
    private static readonly ObjectKey Key = new("ns", "a");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calls_beyond_the_burst_wait_while_watches_go_through()
    {
        await using var server = (await ScriptedServer.StartAsync()).Answer(Reply.Json("{}"), Reply.Json("{}"));
        var bucket = new TokenBucketRateLimiter(new TokenBucketRateLimiterOptions
        {
            TokenLimit = 1,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = TimeSpan.FromMilliseconds(1),
            QueueLimit = 10,
            AutoReplenishment = false,
        });
        using var connection = new ApiConnection(
            new k8s.Kubernetes(new KubernetesClientConfiguration { Host = server.Url.ToString() }),
            bucket, TestClient.Options, TimeProvider.System, () => 0.5, null);
        var client = new ApiClient(connection);

        using var first = await client.GetAsync(Things.Kind, Key, Cancel);
        var second = client.GetAsync(Things.Kind, Key, Cancel);
        using var watch = await client.WatchAsync(Things.Kind, "1", 300, Cancel);
        Assert.Equal(1, bucket.GetStatistics()!.CurrentQueuedCount);
        Assert.Equal([false, true], server.Drain().Select(request => request.IsWatch));

        await Eventually.TrueAsync(() => bucket.TryReplenish() && second.IsCompleted);
        using var answer = await second;
    }

    [Fact]
    public async Task The_limit_is_that_of_the_options()
    {
        await using var server = (await ScriptedServer.StartAsync()).Answer(Reply.Json("{}"), Reply.Json("{}"), Reply.Json("{}"));
        // The limiter's clock runs from here on.
        var began = TimeProvider.System.GetTimestamp();
        using var connection = TestClient.Connect(server, TestClient.Options with { RequestBurst = 1, RequestsPerSecond = 1 });
        var client = new ApiClient(connection);

        for (var call = 0; call < 3; call++) (await client.GetAsync(Things.Kind, Key, Cancel))!.Dispose();

        // The second call waits for a token, which may come at any moment of the first second; the third waits a whole one more.
        Assert.True(TimeProvider.System.GetElapsedTime(began) > TimeSpan.FromSeconds(0.9));
    }
}
