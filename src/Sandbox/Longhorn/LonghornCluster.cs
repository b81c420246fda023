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
        (Namespaces, Pods) = (Cache(Collection.Namespaces), Cache(Collection.Pods));
        (Jobs, Volumes, Snapshots, Backups) = (Cache(Collection.Jobs), Cache(Collection.Volumes), Cache(Collection.Snapshots), Cache(Collection.Backups));
    }

    public LonghornStandInOptions Options { get; }

    public ClusterApi Api { get; }

    public WorkQueue Queue { get; }

    public KindCache Claims { get; }

    public KindCache PersistentVolumes { get; }

    public KindCache StorageClasses { get; }

    public KindCache Namespaces { get; }

    public KindCache Pods { get; }

    public KindCache Jobs { get; }

    public KindCache Volumes { get; }

    public KindCache Snapshots { get; }

    public KindCache Backups { get; }

    public Behaviours Held { get; set; }

    public IReadOnlyList<KindCache> Caches => [StorageClasses, PersistentVolumes, Volumes, Jobs, Snapshots, Backups, Claims, Pods, Namespaces];

    public string Now => Timestamp.Of(Options.TimeProvider.GetUtcNow());

    public bool Holds(Behaviours behaviour) => Held.HasFlag(behaviour);

    public ObjectName Own(string name) => new(Options.Namespace, name);

    public Task PatchStatusAsync(Collection collection, ObjectName name, JsonObject status, CancellationToken ct) =>
        Api.PatchAsync($"{collection.At(name)}/status", new JsonObject { ["status"] = status }, ct);

    // A null takes a label off.
    public Task PatchLabelsAsync(Collection collection, ObjectName name, JsonObject labels, CancellationToken ct) =>
        Api.PatchAsync(collection.At(name), new JsonObject { ["metadata"] = new JsonObject { ["labels"] = labels } }, ct);

    public JsonObject? ClassOf(JsonObject claim) =>
        StorageClassOf.Item(claim) is { Length: > 0 } name ? StorageClasses.Find(new ObjectName("", name)) : null;

    // The Longhorn volume of a bound claim.
    public JsonObject? VolumeOf(JsonObject claim)
    {
        var persistentVolume = PersistentVolumes.Find(new ObjectName("", claim.Text("spec", "volumeName") ?? ""));
        return Volumes.Find(Own(persistentVolume.Text("spec", "csi", "volumeHandle") ?? ""));
    }

    // The claim that a Longhorn volume says it is for.
    public JsonObject? ClaimOf(JsonObject volume)
    {
        var status = volume.At("status", "kubernetesStatus");
        return Claims.Find(new ObjectName(status.Text("namespace") ?? "", status.Text("pvcName") ?? ""));
    }

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
