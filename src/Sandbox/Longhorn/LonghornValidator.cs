using System.Globalization;
using System.Text.Json.Nodes;
using Sandbox.Api;

namespace Sandbox.Longhorn;

// Rejects what Longhorn's validator rejects, with its messages; null means accepted.
internal sealed class LonghornValidator(ClusterApi api, LonghornStandInOptions options)
{
    private readonly LinkedClones _linkedClones = new(options.Version);

    public async Task<Refusal?> RefusalAsync(string kind, string operation, JsonObject item, JsonObject? old, CancellationToken ct) => (kind, operation) switch
    {
        ("RecurringJob", _) => JobRules.Problem(item, await MaxRetentionAsync(ct), options.Version) is { } problem ? new Refusal(problem) : null,
        ("Volume", _) => _linkedClones.OfLabels(item, old),
        ("Backup", "CREATE") => await BackupAsync(item, ct),
        ("Snapshot", "CREATE") => await SnapshotAsync(item, ct),
        _ => null,
    };

    private async Task<Refusal?> BackupAsync(JsonObject backup, CancellationToken ct)
    {
        // Longhorn creates backups without a snapshot for those that it finds in the target.
        if (backup.Text("spec", "snapshotName") is not { Length: > 0 } name) return null;
        if (await FindAsync(Collection.Snapshots, name, ct) is null) return new Refusal("snapshot <nil> is invalid");
        var target = backup.Text("metadata", "labels", "backup-target") ?? "default";
        if (!(await FindAsync(Collection.BackupTargets, target, ct)).Flag("status", "available")) return new Refusal($"backup target {target} is not available");
        return await FindAsync(Collection.Volumes, backup.Text("metadata", "labels", "backup-volume") ?? "", ct) is { } volume ? _linkedClones.OfBackup(volume) : null;
    }

    private async Task<Refusal?> SnapshotAsync(JsonObject snapshot, CancellationToken ct)
    {
        var name = snapshot.Text("spec", "volume") ?? "";
        return await FindAsync(Collection.Volumes, name, ct) is { } volume ? _linkedClones.OfSnapshot(volume) : new Refusal($"volume {name} is invalid");
    }

    private async Task<int> MaxRetentionAsync(CancellationToken ct) =>
        int.TryParse((await FindAsync(Collection.Settings, "recurring-job-max-retention", ct)).Text("value"), CultureInfo.InvariantCulture, out var max) ? max : 100;

    private async Task<JsonObject?> FindAsync(Collection collection, string name, CancellationToken ct) =>
        name.Length == 0 ? null : await api.FindAsync(collection.At(new Store.ObjectName(options.Namespace, name)), ct);
}
