using WebhookController.Core.Labels;
using WebhookController.Core.Naming;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Archive;

/// <summary>Finds the job that keeps the archive of a PVC. A renamed PVC's archive goes on where it was, so that it may be a former one.</summary>
public static class ArchiveJob
{
    /// <summary>Of the jobs of a PVC the one that is marked with its archive: that of the latest attempt, and of two the one that saw it complete;
    /// null where none is marked for this uid.</summary>
    /// <param name="uid">The PVC's uid.</param>
    /// <param name="jobs">Our jobs that are, or were, for it.</param>
    /// <param name="keys">The label keys in force.</param>
    public static RecurringJob? Of(string uid, IEnumerable<RecurringJob> jobs, LabelKeys keys) => Of(ArchiveId.FirstOf(uid), jobs, keys);

    /// <summary>As above, for a PVC that is known by one of its attempts only.</summary>
    public static RecurringJob? Of(ArchiveId attempt, IEnumerable<RecurringJob> jobs, LabelKeys keys)
    {
        RecurringJob? keeper = null;
        (int Attempt, bool Complete) best = default;
        foreach (var job in jobs)
        {
            var annotations = ArchiveAnnotations.Read(job, keys);
            if (annotations.Id is not { } id || id.Series != attempt.Series) continue;
            if (keeper is null || (id.Attempt, annotations.Complete).CompareTo(best) > 0) (keeper, best) = (job, (id.Attempt, annotations.Complete));
        }
        return keeper;
    }

    /// <summary>Whether the archive that <paramref name="keeper"/> keeps is one of before: the PVC has another job by now that isn't an archive, since
    /// the wish was withdrawn in between. The former job stays what it was.</summary>
    /// <param name="keeper">What <see cref="Of(string, IEnumerable{RecurringJob}, LabelKeys)"/> found; null for nothing.</param>
    /// <param name="wanted">The name of the job that the PVC asks for; null where it asks for none.</param>
    /// <param name="jobs">Our jobs that are, or were, for it.</param>
    /// <param name="keys">The label keys in force.</param>
    public static bool IsOfBefore(RecurringJob? keeper, string? wanted, IEnumerable<RecurringJob> jobs, LabelKeys keys) =>
        keeper is not null && keeper.Key.Name != wanted && jobs.Any(job => job.Key.Name == wanted && !JobOwnership.IsArchive(job, keys));
}
