using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;

namespace WebhookController.Core.Archive;

/// <summary>Finds the job that keeps the archive of a PVC. A renamed PVC's archive goes on where it was, so that it may be a former one.</summary>
public static class ArchiveKeeper
{
    /// <summary>Of the jobs of a PVC the one that is marked with its archive: a complete one first, else the latest attempt; null where none is
    /// marked for this uid.</summary>
    /// <param name="uid">The PVC's uid.</param>
    /// <param name="jobs">Our jobs that are, or were, for it.</param>
    /// <param name="keys">The label keys in force.</param>
    public static RecurringJob? Of(string uid, IEnumerable<RecurringJob> jobs, LabelKeys keys) => Of(ArchiveId.FirstOf(uid), jobs, keys);

    /// <summary>As above, for a PVC that is known by one of its attempts only.</summary>
    public static RecurringJob? Of(ArchiveId attempt, IEnumerable<RecurringJob> jobs, LabelKeys keys)
    {
        RecurringJob? keeper = null;
        (bool Complete, int Attempt) best = default;
        foreach (var job in jobs)
        {
            var marks = ArchiveMarks.Read(job, keys);
            if (marks.Id is not { } id || id.Series != attempt.Series) continue;
            if (keeper is null || (marks.Complete, id.Attempt).CompareTo(best) > 0) (keeper, best) = (job, (marks.Complete, id.Attempt));
        }
        return keeper;
    }
}
