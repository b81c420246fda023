using WebhookController.Core.Archive;
using WebhookController.Core.Naming;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;

namespace WebhookController.Core.Status;

/// <summary>Counts the complete backups that no managed job accounts for: nothing rotates them, and nothing says until when they are wanted. It
/// goes by the labels that travel with a backup, so that it holds in a new cluster that reads an old one's backups, too.</summary>
internal static class UntrackedBackups
{
    public static IReadOnlyList<Untracked> Of(PlanningContext context, IReadOnlyList<ArchiveStatus> archives)
    {
        var reasons = new Reasons(context, archives);
        var (backups, bytes) = (new int[Enum.GetValues<UntrackedReason>().Length], new long[Enum.GetValues<UntrackedReason>().Length]);
        foreach (var backup in context.Backups.All)
        {
            if (backup.State != BackupState.Completed || reasons.For(backup) is not { } reason) continue;
            backups[(int)reason]++;
            bytes[(int)reason] += backup.Size;
        }
        return [.. Enum.GetValues<UntrackedReason>().Select(reason => new Untracked(reason, backups[(int)reason], bytes[(int)reason]))];
    }

    private sealed class Reasons
    {
        private readonly PlanningContext _context;
        private readonly HashSet<string> _expired;
        private readonly Dictionary<string, UntrackedReason?> _ofJobs = new(StringComparer.Ordinal);
        private readonly Dictionary<string, UntrackedReason?> _ofArchives = new(StringComparer.Ordinal);

        public Reasons(PlanningContext context, IReadOnlyList<ArchiveStatus> archives)
        {
            _context = context;
            _expired = [.. archives.Where(archive => archive.Expired).Select(archive => archive.Job)];
            var retained = archives.Where(archive => archive.Retained).Select(archive => archive.Job).ToHashSet();
            foreach (var job in context.ManagedJobs)
            {
                var expired = _expired.Contains(job.Key.Name);
                // While its PVC is there the job goes on, and rotates what it makes.
                _ofJobs[job.Key.Name] = expired && retained.Contains(job.Key.Name) ? UntrackedReason.ArchiveExpired : null;
                if (!JobOwnership.IsArchive(job, context.Keys)) continue;
                foreach (var backup in BackupsOf(ArchiveAnnotations.Read(job, context.Keys)))
                    _ofArchives[backup] = expired ? UntrackedReason.ArchiveExpired : null;
            }
        }

        public UntrackedReason? For(Backup backup)
        {
            if (backup.Job is { } job) return OfJob(job);
            if (_ofArchives.TryGetValue(backup.Key.Name, out var reason)) return reason;
            return backup.IsArchive ? UntrackedReason.JobGone : UntrackedReason.ByHand;
        }

        // The archive, and where another is being made, the one before it.
        private static IEnumerable<string> BackupsOf(ArchiveAnnotations marks)
        {
            if (marks.Id is { } id) yield return id.ObjectName;
            if (marks.Backup is { } complete) yield return complete;
        }

        private UntrackedReason? OfJob(string job)
        {
            if (_ofJobs.TryGetValue(job, out var known)) return known;
            var (jobs, key) = (_context.State.Longhorn.Jobs, _context.State.Longhorn.KeyOf(job));
            return _ofJobs[job] = jobs[key] is not null ? UntrackedReason.OtherJob : jobs.IsAbsent(key) ? UntrackedReason.JobGone : null;
        }
    }
}
