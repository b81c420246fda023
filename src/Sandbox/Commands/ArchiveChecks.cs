using System.Text.Json.Nodes;
using Sandbox.Api;
using Sandbox.Longhorn;
using Sandbox.Store;

namespace Sandbox.Commands;

internal static class ArchiveChecks
{
    public static Check Snapshot(string claim) => async (trial, ct) =>
    {
        var snapshot = await FindAsync(Collection.Snapshots, claim, trial, ct);
        return snapshot is null
            ? new(false, $"there is no snapshot to archive {claim}")
            : new(true, $"Snapshot {snapshot.Text("metadata", "name")}: {(snapshot.Flag("status", "readyToUse") ? "ready" : "being made")}");
    };

    public static Check Backup(string claim, string state) => async (trial, ct) =>
    {
        var backup = await FindAsync(Collection.Backups, claim, trial, ct);
        if (backup is null) return new(false, $"there is no backup to archive {claim}");
        var now = backup.Text("status", "state") is { Length: > 0 } reported ? reported : "New";
        return new(now == state, $"Backup {backup.Text("metadata", "name")}: {backup.Text("spec", "backupMode")}, {now}");
    };

    // The job is labelled as an archive and, once complete, names the backup.
    public static Check JobKeepsArchive(string claim, bool complete) => async (trial, ct) =>
    {
        var job = await trial.Api.FindAsync(Claims.JobPathOf(claim), ct);
        var backup = job.Text("metadata", "annotations", Claims.Prefix + "archive-backup");
        var keeps = job.Text("metadata", "labels", Claims.Prefix + "archive") == "true";
        return new(
            keeps && backup is not null == complete,
            $"RecurringJob {Claims.JobOf(claim)}: {(keeps ? "kept as an archive" : "no archive")}{(backup is null ? "" : $", whose backup is {backup}")}");
    };

    // The PVC has a job with a name that nobody else comes to, and it is the only one that the volume carries.
    public static Check HasJobOfItsOwn(string claim, string job) => async (trial, ct) =>
    {
        var found = await trial.Api.FindAsync(Collection.Jobs.At(new ObjectName(Claims.LonghornNamespace, job)), ct);
        var uid = (await trial.ClaimAsync(claim, ct)).Text("metadata", "uid");
        if (uid is null || found.Text("metadata", "annotations", Claims.Prefix + "source-uid") != uid) return new(false, $"the new PVC {claim} has no RecurringJob {job}");
        var labels = (await trial.VolumeAsync(claim, ct))?["metadata"]?["labels"]?.AsObject() ?? [];
        var carried = labels.Select(label => label.Key).Where(key => key.StartsWith(JobLabels.Job, StringComparison.Ordinal)).ToList();
        return new(carried.SequenceEqual([JobLabels.Job + job]), $"RecurringJob {job} is of the new PVC, whose volume carries {string.Join(", ", carried)}");
    };

    // Since the last job was created, its successor's, the controller hasn't written to the retained one. A request that creates has no name.
    public static Check UntouchedSinceLastJob(string claim) => (trial, _) =>
    {
        var writes = trial.Writes().Where(write => write.Resource == "recurringjobs").Reverse().TakeWhile(write => write.Verb != "create")
            .Count(write => write.Name == Claims.JobOf(claim));
        return Task.FromResult(new CheckResult(writes == 0, $"{writes} writes to RecurringJob {Claims.JobOf(claim)} since"));
    };

    public static Check NoClaim(string claim) => async (trial, ct) =>
    {
        var found = await trial.ClaimAsync(claim, ct);
        return new(found is null, $"there is {(found is null ? "no" : "a")} PVC {claim}");
    };

    // Snapshot and backup have the id of the attempt in their names; the job has it in an annotation.
    private static async Task<JsonObject?> FindAsync(Collection collection, string claim, TrialRun trial, CancellationToken ct)
    {
        var job = await trial.Api.FindAsync(Claims.JobPathOf(claim), ct);
        return job.Text("metadata", "annotations", Claims.Prefix + "archive-id") is { } id
            ? await trial.Api.FindAsync(collection.At(new ObjectName(Claims.LonghornNamespace, $"archive-{id}")), ct)
            : null;
    }
}
