using System.Text.Json.Nodes;
using Sandbox.Api;

namespace Sandbox.Longhorn;

// Removes the finalizers of deleted claims, and deletes or releases their volumes.
internal sealed class VolumeReclaimer
{
    public const string LonghornFinalizer = "longhorn.io";

    private readonly LonghornCluster _cluster;

    public VolumeReclaimer(LonghornCluster cluster)
    {
        _cluster = cluster;
        cluster.Claims.Changed += claim => Release(Collection.Claims, claim, CoreDefaults.ClaimProtection);
        // As long as a claim uses it, a deleted volume stays.
        cluster.PersistentVolumes.Changed += volume =>
        {
            if (volume.Text("status", "phase") != "Bound") Release(Collection.PersistentVolumes, volume, CoreDefaults.VolumeProtection);
        };
        cluster.Claims.Gone += claim => cluster.Queue.Add($"reclaim {claim.ObjectName()}", ct => ReclaimAsync(claim, ct));
        cluster.Volumes.Changed += volume => Release(Collection.Volumes, volume, LonghornFinalizer);
        cluster.Snapshots.Changed += snapshot => Release(Collection.Snapshots, snapshot, LonghornFinalizer);
        cluster.Backups.Changed += backup => Release(Collection.Backups, backup, LonghornFinalizer);
        foreach (var cache in cluster.Caches.Where(cache => cache != cluster.Jobs)) cache.Changed += item => Release(cache.Collection, item, Deletions.Foreground);
        cluster.Volumes.Gone += volume => cluster.Queue.Add($"cascade {volume.ObjectName()}", ct => DeleteSnapshotsAsync(volume, ct));
    }

    private void Release(Collection collection, JsonObject item, string finalizer)
    {
        if (!item.Deleting() || _cluster.Holds(Behaviours.Protection) || !item.Items("metadata", "finalizers").Any(entry => entry.Text() == finalizer)) return;
        var name = item.ObjectName();
        _cluster.Queue.Add($"release {collection.Plural} {name} from {finalizer}", async ct =>
        {
            if (await _cluster.Api.FindAsync(collection.At(name), ct) is { } current && current.Deleting()) await _cluster.ReleaseAsync(collection, current, finalizer, ct);
        });
    }

    private async Task ReclaimAsync(JsonObject claim, CancellationToken ct)
    {
        var volume = _cluster.PersistentVolumes.Find(new Store.ObjectName("", claim.Text("spec", "volumeName") ?? ""));
        if (volume is null || volume.Text("spec", "claimRef", "uid") != claim.Text("metadata", "uid")) return;

        var handle = _cluster.Own(volume.Text("spec", "csi", "volumeHandle") ?? "");
        await _cluster.PatchStatusAsync(Collection.PersistentVolumes, volume.ObjectName(), new JsonObject { ["phase"] = "Released" }, ct);
        if (volume.Text("spec", "persistentVolumeReclaimPolicy") == "Delete")
        {
            await _cluster.Api.DeleteAsync(Collection.PersistentVolumes.At(volume.ObjectName()), ct);
            await _cluster.Api.DeleteAsync(Collection.Volumes.At(handle), ct);
        }
        else
        {
            var released = new JsonObject { ["kubernetesStatus"] = new JsonObject { ["pvStatus"] = "Released" } };
            await _cluster.PatchStatusAsync(Collection.Volumes, handle, released, ct);
        }
    }

    // There is no garbage collector to delete the snapshots of the volume.
    private async Task DeleteSnapshotsAsync(JsonObject volume, CancellationToken ct)
    {
        foreach (var snapshot in _cluster.Snapshots.All.Where(snapshot => snapshot.Text("spec", "volume") == volume.Text("metadata", "name")))
            await _cluster.Api.DeleteAsync(Collection.Snapshots.At(snapshot.ObjectName()), ct);
    }
}
