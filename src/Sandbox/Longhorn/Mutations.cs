using System.Text.Json.Nodes;
using Sandbox.Api;

namespace Sandbox.Longhorn;

// The defaults of Longhorn's mutator, applied in place.
internal sealed class Mutations(ClusterApi api, string @namespace)
{
    private static readonly string[] VolumeSettings = ["remove-snapshots-during-filesystem-trim", "replica-auto-balance", "snapshot-data-integrity"];

    public async Task ApplyAsync(string kind, string operation, JsonObject item, CancellationToken ct)
    {
        switch (kind, operation)
        {
            case ("RecurringJob", _):
                Job(item);
                break;
            case ("Volume", _) when !item.Deleting():
                Volume(item);
                break;
            case ("Snapshot", "CREATE"):
                await SnapshotAsync(item, ct);
                break;
            case ("Backup", "CREATE"):
                await BackupAsync(item, ct);
                break;
            default:
                break;
        }
    }

    private static void Job(JsonObject job)
    {
        var spec = job.Child("spec");
        spec["name"] ??= job.Text("metadata", "name");
        spec["groups"] ??= new JsonArray();
        spec["labels"] ??= new JsonObject();
        spec["parameters"] ??= new JsonObject();
        if (spec.Number("concurrency") is null or 0) spec["concurrency"] = 10;
        if (KeepsWhatItMakes(spec.Text("task")) && spec.Number("retain") is null or < 1) spec["retain"] = 1;
        // From 1.13 on, where every job has a policy.
        if (spec.ContainsKey("retentionPolicy")) spec["retainAge"] ??= "0s";
    }

    // The tasks that only clean up retain nothing.
    private static bool KeepsWhatItMakes(string? task) => task is not ("snapshot-cleanup" or "filesystem-trim" or "snapshot-delete");

    private static void Volume(JsonObject volume)
    {
        AddFinalizer(volume);
        var labels = volume.Metadata().Child("labels");
        labels["longhornvolume"] = volume.Text("metadata", "name");
        foreach (var setting in VolumeSettings) labels[$"setting.longhorn.io/{setting}"] = "ignored";
    }

    private async Task SnapshotAsync(JsonObject snapshot, CancellationToken ct)
    {
        AddFinalizer(snapshot);
        var volume = snapshot.Text("spec", "volume") ?? "";
        snapshot.Metadata().Child("labels")["longhornvolume"] = volume;
        if (await FindAsync(Collection.Volumes, volume, ct) is not { } owner) return;
        snapshot.Metadata()["ownerReferences"] = new JsonArray(new JsonObject
        {
            ["apiVersion"] = "longhorn.io/v1beta2", ["kind"] = "Volume", ["name"] = volume, ["uid"] = owner.Text("metadata", "uid"),
        });
    }

    private async Task BackupAsync(JsonObject backup, CancellationToken ct)
    {
        AddFinalizer(backup);
        var snapshot = await FindAsync(Collection.Snapshots, backup.Text("spec", "snapshotName") ?? "", ct);
        var labels = backup.Metadata().Child("labels");
        labels["backup-target"] ??= "default";
        if (snapshot.Text("spec", "volume") is not { } name || await FindAsync(Collection.Volumes, name, ct) is not { } volume) return;

        labels["backup-volume"] ??= name;
        // Volumes made by hand have none; the schema does not allow null.
        if (volume.Text("spec", "backupBlockSize") is { } size) backup.Child("spec")["backupBlockSize"] ??= size;
        if (volume.Text("spec", "accessMode") is { } mode) backup.Child("spec").Child("labels")["longhorn.io/volume-access-mode"] = mode;
    }

    private static void AddFinalizer(JsonObject item)
    {
        var finalizers = item.Items("metadata", "finalizers").Select(entry => entry.Text()).Append("longhorn.io").Distinct();
        item.Metadata()["finalizers"] = new JsonArray([.. finalizers.Select(finalizer => (JsonNode?)finalizer)]);
    }

    private async Task<JsonObject?> FindAsync(Collection collection, string name, CancellationToken ct) =>
        name.Length == 0 ? null : await api.FindAsync(collection.At(new Store.ObjectName(@namespace, name)), ct);
}
