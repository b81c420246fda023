using System.Text.Json.Nodes;
using Sandbox.Api;
using Sandbox.Store;

namespace Sandbox.Longhorn;

// Deletes what is in a deleted namespace, object by object and under its own name, and then lets the namespace go. What a webhook
// refuses stays, and so does the namespace; it tries again.
internal sealed class NamespaceController
{
    public const string User = "system:serviceaccount:kube-system:namespace-controller";

    private readonly LonghornCluster _cluster;
    private readonly ClusterApi _api;
    private readonly IReadOnlyList<Collection> _contents;

    public NamespaceController(LonghornCluster cluster)
    {
        (_cluster, _api) = (cluster, cluster.Api.As(User));
        _contents = [.. Kinds.Core.Concat(Kinds.LonghornOf(cluster.Options.Version)).Where(kind => kind.Namespaced).DistinctBy(kind => kind.StoredAs)
            .Select(kind => new Collection(kind.GroupVersionPath, kind.Plural))];
        cluster.Namespaces.Changed += item =>
        {
            if (item.Deleting() && !cluster.Holds(Behaviours.Namespaces)) cluster.Queue.Add(Key(item.ObjectName()), ct => EmptyAsync(item.ObjectName(), ct));
        };
    }

    private static string Key(ObjectName name) => $"empty namespace {name}";

    private async Task EmptyAsync(ObjectName name, CancellationToken ct)
    {
        if (_cluster.Holds(Behaviours.Namespaces) || await _api.FindAsync(Collection.Namespaces.At(name), ct) is not { } current || !current.Deleting()) return;
        var left = 0;
        foreach (var collection in _contents) left += await DeleteAllAsync(collection, name.Name, ct);
        if (left > 0)
        {
            _cluster.Queue.AddLater(Key(name), _cluster.Options.RetryDelay, again => EmptyAsync(name, again));
            return;
        }

        current.Child("spec")["finalizers"] = new JsonArray();
        await _api.ReplaceAsync($"{Collection.Namespaces.At(name)}/finalize", current, ct);
    }

    // Returns how many objects there were.
    private async Task<int> DeleteAllAsync(Collection collection, string @namespace, CancellationToken ct)
    {
        var items = (await _api.FindAsync(collection.In(@namespace), ct)).Items("items").OfType<JsonObject>().ToList();
        foreach (var item in items.Where(item => !item.Deleting())) await TryDeleteAsync(collection.At(item.ObjectName()), ct);
        return items.Count;
    }

    private async Task TryDeleteAsync(string path, CancellationToken ct)
    {
        try
        {
            await _api.DeleteAsync(path, ct);
        }
        catch (HttpRequestException)
        {
            // Refused: it counts as left.
            return;
        }
    }
}
