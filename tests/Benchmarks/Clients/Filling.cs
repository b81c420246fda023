using System.Net;
using System.Text.Json.Nodes;
using Benchmarks.Cluster;

namespace Benchmarks.Clients;

/// Makes a cluster by requests alone, as any API server takes them.
internal sealed class Filling
{
    /// As many requests under way as a small API server takes without falling behind.
    public const int AtATime = 32;

    // The API server's own, and what nobody would take off again.
    private static readonly string[] LeftOut = ["uid", "creationTimestamp", "managedFields", "finalizers"];

    private readonly HttpClient _api;
    private readonly ServedKinds _kinds;

    private Filling(HttpClient api, ServedKinds kinds) => (_api, _kinds) = (api, kinds);

    public static async Task RunAsync(HttpClient api, ClusterSize size, CancellationToken ct)
    {
        var filling = new Filling(api, await ServedKinds.ReadAsync(api, ct));
        var atATime = new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = ct };
        await Parallel.ForEachAsync(Surroundings.Namespaces(), atATime, filling.CreateNamespaceAsync);
        await Parallel.ForEachAsync(Surroundings.WithinThem(), atATime, async (item, token) => await filling.CreateAsync(item, token));
        var now = TimeProvider.System.GetUtcNow();
        await Parallel.ForEachAsync(Enumerable.Range(0, size.Claims), atATime, (claim, token) => filling.CreateClaimAsync(ClusterObjects.OfClaim(claim, size, now), token));
    }

    // It stays when a cluster is emptied: only a controller of namespaces could make it go.
    private async ValueTask CreateNamespaceAsync(JsonObject item, CancellationToken ct)
    {
        try
        {
            await CreateAsync(item, ct);
        }
        catch (HttpRequestException refusal) when (refusal.StatusCode == HttpStatusCode.Conflict)
        {
        }
    }

    // The PVC, which comes first, and all that goes with it.
    private async ValueTask CreateClaimAsync(IEnumerable<JsonObject> items, CancellationToken ct)
    {
        string? uid = null;
        foreach (var item in items)
        {
            if (item["spec"]!["claimRef"] is JsonObject reference) reference["uid"] = uid;
            var made = await CreateAsync(item, ct);
            uid ??= (string)JsonNode.Parse(made)!["metadata"]!["uid"]!;
        }
    }

    private async Task<byte[]> CreateAsync(JsonObject item, CancellationToken ct)
    {
        var (kind, metadata) = (_kinds[item], item["metadata"]!.AsObject());
        foreach (var field in LeftOut) metadata.Remove(field);
        var collection = kind.CollectionIn((string?)metadata["namespace"]);
        var made = await _api.CreateAsync(collection, item, ct);
        if (kind.HasStatus && item["status"] is { } status)
            await _api.PatchAsync($"{collection}/{metadata["name"]}/status", new JsonObject { ["status"] = status.DeepClone() }.ToJsonString(), ct);
        return made;
    }
}
