using WebhookController.Core.Cluster;
using WebhookController.Core.Naming;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Status;

/// <summary>Counts the complete backups that no managed job accounts for: nothing rotates them, and nothing says until when they are wanted. It
/// goes by the labels that travel with a backup, so that it holds in a new cluster that reads an old one's backups, too. The sums are kept: a
/// change costs the jobs and backups that it touches.</summary>
internal sealed class UntrackedBackups
{
    private static readonly UntrackedReason[] Reasons = Enum.GetValues<UntrackedReason>();

    private readonly Dictionary<string, (UntrackedReason Reason, BackupSum Sum)> _byJob = new(StringComparer.Ordinal);
    private readonly Dictionary<ObjectKey, (UntrackedReason Reason, BackupSum Sum)> _byBackup = [];
    private readonly BackupSum[] _sums = new BackupSum[Reasons.Length];

    public IReadOnlyList<Untracked> Sums => [.. Reasons.Select(reason => new Untracked(reason, _sums[(int)reason].Backups, _sums[(int)reason].Bytes))];

    public void Count(ClusterState state, DateTimeOffset now)
    {
        _byJob.Clear();
        _byBackup.Clear();
        Array.Clear(_sums);
        foreach (var job in state.Longhorn.BackupIndex.Jobs) CountJob(job, state, now);
        foreach (var backup in state.Longhorn.BackupIndex.CompleteWithoutJob) CountBackup(backup, state, now);
    }

    /// <summary>Counts anew what a job made.</summary>
    public void CountJob(string job, ClusterState state, DateTimeOffset now)
    {
        var sum = state.Longhorn.BackupIndex.CompleteOf(job);
        Set(_byJob, job, sum.Backups > 0 && OfJob(job, state, now) is { } reason ? (reason, sum) : null);
    }

    /// <summary>Counts anew a backup that no job made.</summary>
    public void CountBackup(ObjectKey key, ClusterState state, DateTimeOffset now)
    {
        var backup = state.Longhorn.Backups[key];
        var counts = backup is { State: BackupState.Completed, Job: null };
        Set(_byBackup, key, counts && OfBackup(backup!, state, now) is { } reason ? (reason, new BackupSum(1, backup!.Size)) : null);
    }

    private void Set<T>(Dictionary<T, (UntrackedReason Reason, BackupSum Sum)> counted, T key, (UntrackedReason Reason, BackupSum Sum)? now) where T : notnull
    {
        if (counted.Remove(key, out var before)) Add(before.Reason, new(-before.Sum.Backups, -before.Sum.Bytes));
        if (now is not { } entry) return;
        counted[key] = entry;
        Add(entry.Reason, entry.Sum);
    }

    private void Add(UntrackedReason reason, BackupSum sum) => _sums[(int)reason] = _sums[(int)reason].Plus(sum.Backups, sum.Bytes);

    private static UntrackedReason? OfJob(string name, ClusterState state, DateTimeOffset now)
    {
        var (jobs, key) = (state.Longhorn.Jobs, state.Longhorn.KeyOf(name));
        if (jobs[key] is not { } job) return jobs.IsAbsent(key) ? UntrackedReason.JobGone : null;
        if (!JobOwnership.IsManaged(job, state.Keys)) return UntrackedReason.OtherJob;
        // While its PVC is there the job goes on, and rotates what it makes.
        return IsExpired(job, state, now) && state.IsRecord(job) ? UntrackedReason.ArchiveExpired : null;
    }

    private static UntrackedReason? OfBackup(Backup backup, ClusterState state, DateTimeOffset now)
    {
        var keepers = state.Longhorn.JobIndex.ByArchiveBackup.Of(backup.Key.Name);
        if (keepers.Count == 0) return backup.IsArchive ? UntrackedReason.JobGone : UntrackedReason.ByHand;
        foreach (var keeper in keepers)
            if (!IsExpired(state.Longhorn.Jobs[keeper]!, state, now)) return null;
        return UntrackedReason.ArchiveExpired;
    }

    private static bool IsExpired(RecurringJob job, ClusterState state, DateTimeOffset now) =>
        JobOwnership.IsArchive(job, state.Keys) && JobOwnership.SourceOf(job, state.Keys) is not null && ArchiveStatuses.IsExpired(job, state, now);
}
