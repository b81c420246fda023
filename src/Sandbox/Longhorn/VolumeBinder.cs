using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Sandbox.Api;
using Sandbox.Store;

namespace Sandbox.Longhorn;

// Provisions volumes for pending claims of Longhorn's class, and binds them.
internal sealed class VolumeBinder
{
    public const string Driver = "driver.longhorn.io";

    private readonly LonghornCluster _cluster;
    private readonly ConcurrentDictionary<ObjectName, ObjectName> _byClaim = [];

    public VolumeBinder(LonghornCluster cluster)
    {
        _cluster = cluster;
        cluster.PersistentVolumes.Changed += Offer;
        cluster.PersistentVolumes.Gone += Lose;
        // Claims may be waiting for the new class.
        cluster.StorageClasses.Changed += _ => cluster.Claims.Resync();
        cluster.Claims.Changed += claim => Enqueue(claim.ObjectName(), claim);
    }

    private void Enqueue(ObjectName name, JsonObject claim)
    {
        if (!Waits(claim)) return;
        _cluster.Queue.AddLater($"bind {name}", _cluster.Options.BindDelay, ct => BindAsync(name, ct));
    }

    private async Task BindAsync(ObjectName name, CancellationToken ct)
    {
        if (_cluster.Claims.Find(name) is not { } claim || !Waits(claim)) return;
        if (MadeFor(claim) is { } existing) await BindAsync(claim, existing, ct);
        else if (claim.Text("spec", "volumeName") is null or "" && Provisions(claim)) await BindAsync(claim, await ProvisionAsync(claim, ct), ct);
    }

    // A claim that has lost its volume waits for one of the same name.
    private bool Waits(JsonObject claim) => claim.Text("status", "phase") is "Pending" or "Lost" && !claim.Deleting() && !_cluster.Holds(Behaviours.Binding);

    // A volume made by hand, for example from a backup: it names its claim, or the claim names it.
    private JsonObject? MadeFor(JsonObject claim)
    {
        var named = _cluster.PersistentVolumes.Find(new ObjectName("", claim.Text("spec", "volumeName") ?? ""));
        if (named is not null && named.At("spec", "claimRef") is null) return named;
        var naming = _byClaim.TryGetValue(claim.ObjectName(), out var name) ? _cluster.PersistentVolumes.Find(name) : null;
        return naming.Text("spec", "claimRef", "uid") is null or "" || naming.Text("spec", "claimRef", "uid") == claim.Text("metadata", "uid") ? naming : null;
    }

    private void Offer(JsonObject volume)
    {
        if (volume.At("spec", "claimRef") is { } reference)
        {
            var name = ClaimOf(reference);
            _byClaim[name] = volume.ObjectName();
            if (_cluster.Claims.Find(name) is { } claim) Enqueue(name, claim);
            return;
        }

        foreach (var claim in _cluster.Claims.All.Where(claim => claim.Text("spec", "volumeName") == volume.ObjectName().Name)) Enqueue(claim.ObjectName(), claim);
    }

    private void Lose(JsonObject volume)
    {
        if (volume.At("spec", "claimRef") is not { } reference) return;
        var name = ClaimOf(reference);
        _cluster.Queue.Add($"lose {name}", async ct =>
        {
            if (_cluster.Claims.Find(name) is not { } claim || claim.Text("status", "phase") != "Bound" || claim.Text("spec", "volumeName") != volume.ObjectName().Name) return;
            if (_cluster.PersistentVolumes.Find(volume.ObjectName()) is not null) return;
            await _cluster.AdvanceStatusAsync(Collection.Claims, claim, new JsonObject { ["phase"] = "Lost", ["accessModes"] = null, ["capacity"] = null }, ct);
        });
    }

    private static ObjectName ClaimOf(JsonNode reference) => new(reference.Text("namespace") ?? "", reference.Text("name") ?? "");

    private bool Provisions(JsonObject claim) =>
        _cluster.ClassOf(claim) is { } storageClass && storageClass.Text("provisioner") == Driver && !FirstConsumer.IsAwaited(claim, storageClass);

    private async Task<JsonObject> ProvisionAsync(JsonObject claim, CancellationToken ct)
    {
        var name = $"pvc-{claim.Text("metadata", "uid")}";
        var volume = ObjectShapes.PersistentVolume(name, claim, _cluster.ClassOf(claim).Text("reclaimPolicy") ?? "Delete");
        await _cluster.Api.CreateAsync(Collection.Volumes.In(_cluster.Options.Namespace), ObjectShapes.Volume(_cluster.Own(name), claim), ct);
        await _cluster.Api.CreateAsync(Collection.PersistentVolumes.Path, volume, ct);
        return volume;
    }

    private async Task BindAsync(JsonObject claim, JsonObject volume, CancellationToken ct)
    {
        var volumeName = volume.ObjectName();
        var handle = volume.Text("spec", "csi", "volumeHandle") ?? volumeName.Name;
        if (volume.Text("spec", "claimRef", "uid") != claim.Text("metadata", "uid"))
        {
            // Another claim may want the same volume: the second gets a conflict, and looks again.
            await _cluster.Api.PatchAsync(Collection.PersistentVolumes.At(volumeName), new JsonObject
            {
                ["metadata"] = new JsonObject { ["resourceVersion"] = volume.Text("metadata", "resourceVersion") },
                ["spec"] = new JsonObject { ["claimRef"] = ObjectShapes.Reference(claim) },
            }, ct);
        }

        await _cluster.PatchStatusAsync(Collection.PersistentVolumes, volumeName, new JsonObject { ["phase"] = "Bound" }, ct);
        await _cluster.PatchStatusAsync(Collection.Volumes, _cluster.Own(handle), ObjectShapes.VolumeStatus(claim, volumeName.Name), ct);

        // There may be a new claim with this name by now, which must not become bound.
        var bound = await _cluster.Api.PatchAsync(Collection.Claims.At(claim.ObjectName()), new JsonObject
        {
            ["metadata"] = new JsonObject { ["uid"] = claim.Text("metadata", "uid"), ["annotations"] = new JsonObject { ["pv.kubernetes.io/bind-completed"] = "yes" } },
            ["spec"] = new JsonObject { ["volumeName"] = volumeName.Name },
        }, ct);
        if (bound is null) return;
        await _cluster.AdvanceStatusAsync(Collection.Claims, bound, new JsonObject
        {
            ["phase"] = "Bound",
            ["accessModes"] = claim.At("spec", "accessModes")?.DeepClone(),
            ["capacity"] = new JsonObject { ["storage"] = claim.Text("spec", "resources", "requests", "storage") },
        }, ct);
    }
}
