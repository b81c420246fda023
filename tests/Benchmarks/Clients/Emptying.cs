using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Benchmarks.Cluster;

namespace Benchmarks.Clients;

/// What of a kind is a benchmark's, by name; and whether an API server that holds others, too, is none to measure with.
internal sealed record EmptiedKind(string ApiVersion, string Kind, string? Namespace, Func<string, bool> IsOurs, bool IsAlone = true);

/// Takes out of an API server what a benchmark made there, and nothing else. Namespaces stay, and Events until they expire.
internal static class Emptying
{
    private const int PageSize = 500;
    private const string Longhorn = "longhorn.io/v1beta2";

    private static readonly EmptiedKind[] Kinds =
    [
        new("v1", "PersistentVolumeClaim", null, Names.IsClaim), new("v1", "PersistentVolume", null, Names.IsVolume),
        new(Longhorn, "Volume", Names.Longhorn, Names.IsVolume), new(Longhorn, "RecurringJob", Names.Longhorn, Names.IsJob),
        new(Longhorn, "Backup", Names.Longhorn, Names.IsBackup), new(Longhorn, "Setting", Names.Longhorn, Surroundings.IsSetting),
        new(Longhorn, "BackupTarget", Names.Longhorn, Surroundings.IsTarget),
        new("storage.k8s.io/v1", "StorageClass", null, Surroundings.IsStorageClass, IsAlone: false),
        new("v1", "ConfigMap", Names.Controller, Surroundings.IsDefaults, IsAlone: false),
        new("coordination.k8s.io/v1", "Lease", Names.Controller, Names.IsLease, IsAlone: false),
    ];

    public static async Task RunAsync(HttpClient api, CancellationToken ct)
    {
        var served = await ServedKinds.ReadAsync(api, ct);
        foreach (var kind in Kinds.Where(kind => kind.IsAlone)) await RefuseOthersAsync(api, kind, served[kind.ApiVersion, kind.Kind], ct);
        foreach (var kind in Kinds) await EmptyAsync(api, kind, served[kind.ApiVersion, kind.Kind], ct);
    }

    private static async Task RefuseOthersAsync(HttpClient api, EmptiedKind kind, ServedKind served, CancellationToken ct)
    {
        string? token = null;
        do
        {
            var page = await PageAsync(api, served.CollectionIn(kind.Namespace), token, ct);
            if (page["items"]!.AsArray().Select(item => NameOf(item!)).FirstOrDefault(name => !kind.IsOurs(name)) is { } other)
                throw new InvalidOperationException($"the API server has {kind.Kind} {other}, which no benchmark made: name one that is there for nothing else");
            token = (string?)page["metadata"]!["continue"];
        }
        while (token is { Length: > 0 });
    }

    // Always the first page: what was ours on it is gone by the next time.
    private static async Task EmptyAsync(HttpClient api, EmptiedKind kind, ServedKind served, CancellationToken ct)
    {
        while (true)
        {
            var page = await PageAsync(api, served.CollectionIn(kind.Namespace), null, ct);
            var ours = page["items"]!.AsArray().Where(item => kind.IsOurs(NameOf(item!))).ToList();
            if (ours.Count == 0) return;
            await Parallel.ForEachAsync(
                ours, new ParallelOptions { MaxDegreeOfParallelism = Filling.AtATime, CancellationToken = ct },
                async (item, token) => await RemoveAsync(api, served, item!["metadata"]!, token));
        }
    }

    private static string NameOf(JsonNode item) => (string)item["metadata"]!["name"]!;

    private static async Task RemoveAsync(HttpClient api, ServedKind kind, JsonNode metadata, CancellationToken ct)
    {
        var path = $"{kind.CollectionIn((string?)metadata["namespace"])}/{metadata["name"]}";
        if (metadata["finalizers"] is JsonArray { Count: > 0 }) await api.PatchAsync(path, """{"metadata":{"finalizers":null}}""", ct);
        await api.RemoveAsync(path, ct);
    }

    private static async Task<JsonObject> PageAsync(HttpClient api, string collection, string? token, CancellationToken ct) =>
        (await api.GetFromJsonAsync<JsonObject>(new Uri($"{collection}?limit={PageSize}&continue={token}", UriKind.Relative), ct))!;
}
