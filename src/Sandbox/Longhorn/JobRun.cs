using System.Text.Json.Nodes;
using Sandbox.Api;

namespace Sandbox.Longhorn;

// One run of a recurring job: a snapshot and a backup of every volume that carries the job's label or one of its groups'.
internal sealed class JobRun(LonghornCluster cluster)
{
    private int _runs;

    // Returns the names of the new backups when all of them have ended.
    public async Task<IReadOnlyList<string>> RunAsync(string name, CancellationToken ct)
    {
        var job = await cluster.Api.FindAsync(Collection.Jobs.At(cluster.Own(name)), ct) ?? throw new ArgumentException($"There is no RecurringJob {name}", nameof(name));
        if (!Keeping.Of(job).Runs) return [];
        var whileDetached = await cluster.Api.FindAsync(Collection.Settings.At(cluster.Own("allow-recurring-job-while-volume-detached")), ct);
        var volumes = await cluster.Api.FindAsync(Collection.Volumes.In(cluster.Options.Namespace), ct);
        var backups = new List<string>();
        foreach (var volume in volumes.Items("items").OfType<JsonObject>().Where(volume => Runs(job, volume) && CanRun(volume, whileDetached.Text("value") == "true")))
            if (await BackUpAsync(job, volume.Text("metadata", "name")!, ct) is { } backup) backups.Add(backup);
        return backups;
    }

    private static bool Runs(JsonObject job, JsonObject volume) =>
        volume.Text("metadata", "labels", JobLabels.Job + job.Text("metadata", "name")) == "enabled"
        || job.Items("spec", "groups").Any(group => volume.Text("metadata", "labels", JobLabels.Group + group.Text()) == "enabled");

    private static bool CanRun(JsonObject volume, bool whileDetached) =>
        (whileDetached || volume.Text("status", "state") != "detached") && volume.Text("status", "robustness") != "faulted";

    private async Task<string?> BackUpAsync(JsonObject job, string volume, CancellationToken ct)
    {
        var jobName = job.Text("metadata", "name")!;
        var name = cluster.Own($"{jobName[..Math.Min(8, jobName.Length)]}-{volume[..Math.Min(12, volume.Length)]}-{Interlocked.Increment(ref _runs)}");
        var labels = job.At("spec", "labels")?.DeepClone() as JsonObject ?? [];
        labels["RecurringJob"] = jobName;

        await cluster.Api.CreateAsync(Collection.Snapshots.In(name.Namespace), ObjectShapes.Snapshot(name, volume, labels), ct);
        var snapshot = await cluster.Snapshots.UntilAsync(name, Snapshots.HasEnded, ct);
        if (!snapshot.Flag("status", "readyToUse")) return null;
        await cluster.Api.CreateAsync(Collection.Backups.In(name.Namespace), ObjectShapes.Backup(name, volume, "incremental", labels.Copy()), ct);
        await cluster.Backups.UntilAsync(name, Backups.HasEnded, ct);
        await RotateAsync(job, volume, ct);
        return name.Name;
    }

    // Counts only complete backups with this job's name.
    private async Task RotateAsync(JsonObject job, string volume, CancellationToken ct)
    {
        var all = await cluster.Api.FindAsync(Collection.Backups.In(cluster.Options.Namespace), ct);
        var mine = all.Items("items").OfType<JsonObject>()
            .Where(backup => backup.Text("status", "state") == "Completed" && backup.Text("status", "volumeName") == volume)
            .Where(backup => backup.Text("status", "labels", "RecurringJob") == job.Text("metadata", "name"))
            .OrderByDescending(backup => backup.Text("status", "backupCreatedAt"), StringComparer.Ordinal)
            .ThenByDescending(backup => backup.ObjectName().Name.Length).ThenByDescending(backup => backup.ObjectName().Name, StringComparer.Ordinal)
            .ToList();
        foreach (var backup in Keeping.Of(job).Beyond(mine, cluster.Options.TimeProvider.GetUtcNow())) await cluster.Api.DeleteAsync(Collection.Backups.At(backup.ObjectName()), ct);
    }
}
