using System.Net;
using WebhookController.Core.Objects;
using WebhookController.Kubernetes.Client;
using WebhookController.Tests.Kubernetes.Support;

namespace WebhookController.Tests.Kubernetes.Client;

public sealed class WireTests
{
    private static readonly ObjectKey Key = new("ns", "a");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task We_say_who_we_are_and_what_we_understand()
    {
        await using var server = (await ScriptedServer.StartAsync()).Answer(Reply.Json("{}"));
        using var connection = TestClient.Connect(server, TestClient.Options with { UserAgent = "longhorn-backup-controller/1.2" });

        using var answer = await new ApiClient(connection).GetAsync(Things.Kind, Key, Cancel);

        var headers = (await server.NextAsync()).Headers;
        Assert.Equal("longhorn-backup-controller/1.2", headers["User-Agent"]);
        Assert.Equal("application/json", headers["Accept"]);
        Assert.Equal("gzip", headers["Accept-Encoding"]);
    }

    [Fact]
    public async Task A_compressed_answer_is_understood()
    {
        await using var server = (await ScriptedServer.StartAsync()).Answer(Reply.Gzipped(Things.Json("a", 1)));
        using var connection = TestClient.Connect(server);

        using var answer = await new ApiClient(connection).GetAsync(Things.Kind, Key, Cancel);

        Assert.Equal("red", answer!.RootElement.GetProperty("color").GetString());
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var server = (await ScriptedServer.StartAsync()).Answer(context =>
        {
            context.Response.Redirect("/elsewhere");
            return Task.CompletedTask;
        });
        using var connection = TestClient.Connect(server);

        var refusal = await Assert.ThrowsAsync<ApiException>(() => new ApiClient(connection).GetAsync(Things.Kind, Key, Cancel));

        Assert.Equal(HttpStatusCode.Redirect, refusal.StatusCode);
        Assert.Single(server.Drain());
    }

    [Fact]
    public async Task The_observer_learns_of_every_answer_and_of_none()
    {
        await using var server = (await ScriptedServer.StartAsync())
            .Answer(Reply.Json("{}"), Reply.Status(409, "Conflict"), Reply.Reset);
        var observer = new RecordingObserver();
        using var connection = TestClient.Connect(server, observer: observer);
        var client = new ApiClient(connection);

        using var answer = await client.GetAsync(Things.Kind, Key, Cancel);
        await Assert.ThrowsAsync<ApiException>(() => client.DeleteAsync(Things.Kind, Key, null, Cancel));
        await Assert.ThrowsAsync<HttpRequestException>(() => client.CreateAsync(Things.Kind, "ns", "{}"u8.ToArray(), Cancel));

        Assert.Equal([("get", 200), ("delete", 409), ("create", (int?)null)], observer.Attempts.Select(seen => (seen.Verb, (int?)seen.Status)));
    }
}
