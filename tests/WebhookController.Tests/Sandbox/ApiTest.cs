using System.Text;
using System.Text.Json.Nodes;
using Sandbox;
using WebhookController.Tests.Integration.Support;

namespace WebhookController.Tests.SandboxTests;

// A test with its own API server (a real one if there is one) and namespace.
public abstract class ApiTest : IAsyncLifetime
{
    private protected const string Claims = "api/v1/namespaces/mon/persistentvolumeclaims";
    private protected const string ConfigMaps = "api/v1/namespaces/mon/configmaps";
    private protected const string Jobs = "apis/longhorn.io/v1beta2/namespaces/longhorn-system/recurringjobs";
    private protected const string Merge = "application/merge-patch+json";

    private TestCluster? _cluster;
    private HttpClient? _api;

    private protected TestCluster Cluster => _cluster!;

    private protected HttpClient Api => _api!;

    private protected virtual SandboxOptions Options => new();

    protected static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public virtual async ValueTask InitializeAsync()
    {
        _cluster = await StartClusterAsync();
        _api = _cluster.CreateClient("test");
        await PostAsync("api/v1/namespaces", """{"metadata":{"name":"mon"}}""");
        await PostAsync("api/v1/namespaces", """{"metadata":{"name":"longhorn-system"}}""");
    }

    public virtual async ValueTask DisposeAsync()
    {
        _api?.Dispose();
        if (_cluster is not null) await _cluster.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected virtual Task<TestCluster> StartClusterAsync() => TestCluster.StartAsync(Options);

    private protected Task<Reply> GetAsync(string path, string? accept = null) => SendAsync(HttpMethod.Get, path, null, accept: accept);

    private protected Task<Reply> PostAsync(string path, string body) => SendAsync(HttpMethod.Post, path, body);

    private protected Task<Reply> PutAsync(string path, string body) => SendAsync(HttpMethod.Put, path, body);

    private protected Task<Reply> PatchAsync(string path, string body, string type = Merge) => SendAsync(HttpMethod.Patch, path, body, type);

    private protected Task<Reply> DeleteAsync(string path, string? body = null) => SendAsync(HttpMethod.Delete, path, body);

    private protected async Task<Reply> SendAsync(HttpMethod method, string path, string? body, string type = "application/json", string? accept = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(path.TrimStart('/'), UriKind.Relative));
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, type);
        if (accept is not null) request.Headers.TryAddWithoutValidation("Accept", accept);
        using var response = await Api.SendAsync(request, Cancelled);
        var text = await response.Content.ReadAsStringAsync(Cancelled);
        return new Reply((int)response.StatusCode, text, response.Headers.TryGetValues("Warning", out var warnings) ? [.. warnings] : [],
            response.Content.Headers.ContentType?.ToString() ?? "", response.Headers.RetryAfter?.ToString());
    }

    private protected Task<Reply> CreateClaimAsync(string name, string labels = "{}", string query = "") => PostAsync(Claims + query, Claim(name, labels));

    private protected static string Claim(string name, string labels = "{}") => $$$"""
        {"apiVersion":"v1","kind":"PersistentVolumeClaim","metadata":{"name":"{{{name}}}","labels":{{{labels}}}},
         "spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}},"storageClassName":"longhorn"}}
        """;

    private protected static string Labels(string key, string value) =>
        new JsonObject { ["metadata"] = new JsonObject { ["labels"] = new JsonObject { [key] = value } } }.ToJsonString();

    private protected static string Job(string name, string spec = "") => $$$"""
        {"apiVersion":"longhorn.io/v1beta2","kind":"RecurringJob","metadata":{"name":"{{{name}}}"},
         "spec":{"task":"backup","cron":"30 0/4 * * ?","retain":8{{{spec}}}}}
        """;
}

internal sealed record Reply(int Status, string Text, string[] Warnings, string ContentType, string? RetryAfter)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    public string? Reason => (string?)Json["reason"];

    public string Message => (string?)Json["message"] ?? "";

    public string Version => (string)Json["metadata"]!["resourceVersion"]!;

    public string Uid => (string)Json["metadata"]!["uid"]!;

    public JsonNode? this[params string[] path] => path.Aggregate((JsonNode?)Json, (node, key) => node?[key]);

    public override string ToString() => $"{Status} {Text}";
}
