using System.Globalization;
using System.Text.Json.Nodes;
using Sandbox.Api;

namespace Sandbox.Longhorn;

// Rejects what Longhorn's validator rejects, with its messages; null means accepted.
internal sealed class LonghornValidator(ClusterApi api, string @namespace)
{
    private const int LongestJobName = 40;

    public async Task<string?> ReasonAsync(string kind, string operation, JsonObject item, CancellationToken ct) => (kind, operation) switch
    {
        ("RecurringJob", _) => Job(item, await MaxRetentionAsync(ct)),
        ("Backup", "CREATE") => await BackupAsync(item, ct),
        ("Snapshot", "CREATE") => await SnapshotAsync(item, ct),
        _ => null,
    };

    private static string? Job(JsonObject job, int maxRetention)
    {
        var (name, cron) = (job.Text("spec", "name") ?? "", job.Text("spec", "cron") ?? "");
        var fields = cron.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
        if (name.Length > LongestJobName) return $"job name {name} must be {LongestJobName} characters or less";
        if (fields != 5) return $"invalid cron format({cron}): Expected exactly 5 fields, found {fields}: {cron}";
        if (job.Number("spec", "retain") > maxRetention) return $"retain value should be less than or equal to {maxRetention}";
        return job.Text("spec", "task") is "backup" or "backup-force-create" ? Parameters(job) : null;
    }

    private static string? Parameters(JsonObject job)
    {
        foreach (var (key, value) in job.At("spec", "parameters") as JsonObject ?? [])
        {
            if (key != "full-backup-interval") return $"{key}:{value} is not a valid parameter";
            if (!int.TryParse(value.Text(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)) return $"{key}:{value} is not number: strconv.Atoi: parsing \"{value}\": invalid syntax";
        }

        return null;
    }

    private async Task<string?> BackupAsync(JsonObject backup, CancellationToken ct)
    {
        // Longhorn creates backups without a snapshot for those that it finds in the target.
        if (backup.Text("spec", "snapshotName") is not { Length: > 0 } name) return null;
        if (await api.FindAsync(Path(Collection.Snapshots, name), ct) is null) return "snapshot <nil> is invalid";
        var target = backup.Text("metadata", "labels", "backup-target") ?? "default";
        return (await api.FindAsync(Path(Collection.BackupTargets, target), ct)).Flag("status", "available") ? null : $"backup target {target} is not available";
    }

    private async Task<string?> SnapshotAsync(JsonObject snapshot, CancellationToken ct)
    {
        var volume = snapshot.Text("spec", "volume") ?? "";
        return volume.Length > 0 && await api.FindAsync(Path(Collection.Volumes, volume), ct) is not null ? null : $"volume {volume} is invalid";
    }

    private async Task<int> MaxRetentionAsync(CancellationToken ct) =>
        int.TryParse((await api.FindAsync(Path(Collection.Settings, "recurring-job-max-retention"), ct)).Text("value"), CultureInfo.InvariantCulture, out var max) ? max : 100;

    private string Path(Collection collection, string name) => collection.At(new Store.ObjectName(@namespace, name));
}
