using System.Net;
using System.Text;
using WebhookController.Core.Objects;
using WebhookController.Kubernetes.Client;
using WebhookController.Tests.Kubernetes.Support;

namespace WebhookController.Tests.Kubernetes.Client;

public sealed class ApiClientTests
{
    private static readonly ObjectKey Key = new("ns", "a");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_list_carries_its_selectors_and_versions()
    {
        await using var server = (await ScriptedServer.StartAsync()).Answer(Reply.Page("10", "more", Things.Json("a", 1)));
        using var connection = TestClient.Connect(server);
        var kind = Things.Kind with { Namespace = "ns", LabelSelector = "a=b,c", FieldSelector = "metadata.name=x" };

        using var page = await new ApiClient(connection).ListPageAsync(kind, 5, "token", "0", Cancel);

        var request = await server.NextAsync();
        Assert.Equal("/apis/example.io/v1/namespaces/ns/things", request.Path);
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["labelSelector"] = "a=b,c",
                ["fieldSelector"] = "metadata.name=x",
                ["limit"] = "5",
                ["continue"] = "token",
                ["resourceVersion"] = "0",
            },
            request.Query);
        Assert.Equal("10", page.ResourceVersion);
        Assert.Equal("more", page.Continue);
        Assert.Single(page.Items);
    }

    [Fact]
    public async Task A_watch_carries_its_selectors()
    {
        await using var server = await ScriptedServer.StartAsync();
        using var connection = TestClient.Connect(server);

        using var watch = await new ApiClient(connection)
            .WatchAsync(Things.Kind with { LabelSelector = "a=b", FieldSelector = "metadata.name=x" }, "7", 300, Cancel);

        var request = await server.NextAsync();
        Assert.Equal("a=b", request.Query["labelSelector"]);
        Assert.Equal("metadata.name=x", request.Query["fieldSelector"]);
        Assert.Equal("300", request.Query["timeoutSeconds"]);
    }

    [Fact]
    public async Task A_get_returns_the_object_or_nothing()
    {
        await using var server = (await ScriptedServer.StartAsync())
            .Answer(Reply.Json(Things.Json("a", 1)), Reply.Status(404, "NotFound"));
        using var connection = TestClient.Connect(server);
        var client = new ApiClient(connection);

        using var found = await client.GetAsync(Things.Kind, Key, Cancel);
        using var missing = await client.GetAsync(Things.Kind, Key, Cancel);

        Assert.Equal("red", found!.RootElement.GetProperty("color").GetString());
        Assert.Null(missing);
        Assert.Equal("/apis/example.io/v1/namespaces/ns/things/a", (await server.NextAsync()).Path);
    }

    [Fact]
    public async Task A_create_posts_the_body_in_our_name_and_returns_the_answer()
    {
        await using var server = (await ScriptedServer.StartAsync()).Answer(Reply.Json(Things.Json("a", 1)));
        using var connection = TestClient.Connect(server);

        using var created = await new ApiClient(connection).CreateAsync(Things.Kind, "ns", "{}"u8.ToArray(), Cancel);

        var request = await server.NextAsync();
        Assert.Equal(("POST", "/apis/example.io/v1/namespaces/ns/things", "{}"), (request.Method, request.Path, request.Body));
        Assert.Equal("application/json", request.Headers["Content-Type"]);
        Assert.Equal("longhorn-backup-controller", request.Query["fieldManager"]);
        Assert.DoesNotContain("dryRun", request.Query);
        Assert.Equal("red", created.RootElement.GetProperty("color").GetString());
    }

    [Fact]
    public async Task A_patch_is_a_merge_patch_in_our_name()
    {
        await using var server = (await ScriptedServer.StartAsync()).Answer(Reply.Json(Things.Json("a", 2)));
        using var connection = TestClient.Connect(server);

        using var patched = await new ApiClient(connection).MergePatchAsync(Things.Kind, Key, """{"x":null}"""u8.ToArray(), Cancel);

        var request = await server.NextAsync();
        Assert.Equal(("PATCH", """{"x":null}"""), (request.Method, request.Body));
        Assert.Equal("application/merge-patch+json", request.Headers["Content-Type"]);
        Assert.Equal("longhorn-backup-controller", request.Query["fieldManager"]);
    }

    [Fact]
    public async Task A_delete_carries_its_preconditions_and_dry_run_in_the_body()
    {
        await using var server = (await ScriptedServer.StartAsync()).Answer(Reply.Json("{}"), Reply.Json("{}"));
        using var connection = TestClient.Connect(server);
        var client = new ApiClient(connection);

        using var first = await client.DeleteAsync(Things.Kind, Key, new Preconditions("u", "7"), Cancel, dryRun: true);
        using var second = await client.DeleteAsync(Things.Kind, Key, null, Cancel);

        var request = await server.NextAsync();
        Assert.Equal("DELETE", request.Method);
        Assert.Equal("longhorn-backup-controller", request.Query["fieldManager"]);
        Assert.Equal(
            """{"kind":"DeleteOptions","apiVersion":"v1","preconditions":{"uid":"u","resourceVersion":"7"},"dryRun":["All"]}""",
            request.Body);
        Assert.Equal("""{"kind":"DeleteOptions","apiVersion":"v1"}""", (await server.NextAsync()).Body);
    }

    [Fact]
    public async Task Dry_runs_say_so()
    {
        await using var server = (await ScriptedServer.StartAsync()).Answer(Reply.Json("{}"), Reply.Json("{}"));
        using var connection = TestClient.Connect(server);
        var client = new ApiClient(connection);

        using var created = await client.CreateAsync(Things.Kind, "ns", "{}"u8.ToArray(), Cancel, dryRun: true);
        using var patched = await client.MergePatchAsync(Things.Kind, Key, "{}"u8.ToArray(), Cancel, dryRun: true);

        Assert.Equal("All", (await server.NextAsync()).Query["dryRun"]);
        Assert.Equal("All", (await server.NextAsync()).Query["dryRun"]);
    }

    [Fact]
    public async Task A_refusal_has_status_reason_message_and_retry_after()
    {
        await using var server = (await ScriptedServer.StartAsync()).Answer(Reply.Status(409, "Conflict", "modified", retryAfter: 3));
        using var connection = TestClient.Connect(server);

        var refusal = await RefusalAsync(connection);

        Assert.Equal(HttpStatusCode.Conflict, refusal.StatusCode);
        Assert.Equal("Conflict", refusal.Reason);
        Assert.Equal("modified", refusal.Message);
        Assert.Equal(TimeSpan.FromSeconds(3), refusal.RetryAfter);
    }

    [Fact]
    public async Task A_refusal_may_say_in_its_details_when_to_come_again()
    {
        await using var server = (await ScriptedServer.StartAsync()).Answer(async context =>
        {
            context.Response.StatusCode = 504;
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes("""{"code":504,"details":{"retryAfterSeconds":2}}"""), Cancel);
        });
        using var connection = TestClient.Connect(server);

        Assert.Equal(TimeSpan.FromSeconds(2), (await RefusalAsync(connection)).RetryAfter);
    }

    [Fact]
    public async Task A_refusal_that_is_no_status_object_is_a_refusal_all_the_same()
    {
        await using var server = (await ScriptedServer.StartAsync()).Answer(async context =>
        {
            context.Response.StatusCode = 502;
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes("<html>\nbad\tgateway"), Cancel);
        });
        using var connection = TestClient.Connect(server);

        var refusal = await RefusalAsync(connection);

        Assert.Equal(HttpStatusCode.BadGateway, refusal.StatusCode);
        Assert.Equal("<html> bad gateway", refusal.Message);
    }

    [Fact]
    public async Task A_long_message_is_cut()
    {
        await using var server = (await ScriptedServer.StartAsync()).Answer(Reply.Status(422, "Invalid", new string('x', 100_000)));
        using var connection = TestClient.Connect(server);

        Assert.Equal(1025, (await RefusalAsync(connection)).Message.Length);
    }

    private static async Task<ApiException> RefusalAsync(ApiConnection connection) =>
        await Assert.ThrowsAsync<ApiException>(() => new ApiClient(connection).CreateAsync(Things.Kind, "ns", "{}"u8.ToArray(), Cancel));
}
