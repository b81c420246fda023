using System.Text.Json.Nodes;
using Sandbox.Api;
using Sandbox.Store;

namespace Sandbox.Longhorn;

// The parts that all behaviours of the stand-in share.
internal sealed class LonghornCluster
{
    public LonghornCluster(HttpClient http, LonghornStandInOptions options)
    {
        Options = options;
        Api = new ClusterApi(http);
        Queue = new WorkQueue(options.TimeProvider, options.RetryDelay);
        (Claims, PersistentVolumes, StorageClasses) = (Cache(Collection.Claims), Cache(Collection.PersistentVolumes), Cache(Collection.StorageClasses));
        (Jobs, Volumes, Snapshots, Backups) = (Cache(Collection.Jobs), Cache(Collection.Volumes), Cache(Collection.Snapshots), Cache(Collection.Backups));
    }

    public LonghornStandInOptions Options { get; }

    public ClusterApi Api { get; }

    public WorkQueue Queue { get; }

    public KindCache Claims { get; }

    public KindCache PersistentVolumes { get; }

    public KindCache StorageClasses { get; }

    public KindCache Jobs { get; }

    public KindCache Volumes { get; }

    public KindCache Snapshots { get; }

    public KindCache Backups { get; }

    public Behaviours Held { get; set; }

    public IReadOnlyList<KindCache> Caches => [StorageClasses, PersistentVolumes, Volumes, Jobs, Snapshots, Backups, Claims];

    public string Now => Timestamp.Of(Options.TimeProvider.GetUtcNow());

    public bool Holds(Behaviours behaviour) => Held.HasFlag(behaviour);

    public ObjectName Own(string name) => new(Options.Namespace, name);

    public Task PatchStatusAsync(Collection collection, ObjectName name, JsonObject status, CancellationToken ct) =>
        Api.PatchAsync($"{collection.At(name)}/status", new JsonObject { ["status"] = status }, ct);

    // Fails with a conflict if the object has changed; the change triggers a retry.
    public Task AdvanceStatusAsync(Collection collection, JsonObject known, JsonObject status, CancellationToken ct)
    {
        var metadata = new JsonObject { ["resourceVersion"] = known.Text("metadata", "resourceVersion") };
        return Api.PatchAsync($"{collection.At(known.ObjectName())}/status", new JsonObject { ["metadata"] = metadata, ["status"] = status }, ct);
    }

    // Removing the last finalizer deletes the object.
    public Task ReleaseAsync(Collection collection, JsonObject item, string finalizer, CancellationToken ct)
    {
        var rest = item.Items("metadata", "finalizers").Where(entry => entry.Text() != finalizer).Select(entry => entry!.DeepClone());
        var metadata = new JsonObject { ["finalizers"] = new JsonArray([.. rest]), ["resourceVersion"] = item.Text("metadata", "resourceVersion") };
        return Api.PatchAsync(collection.At(item.ObjectName()), new JsonObject { ["metadata"] = metadata }, ct);
    }

    private KindCache Cache(Collection collection) => new(Api, collection, Options);
}
