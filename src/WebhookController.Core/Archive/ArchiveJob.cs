using WebhookController.Core.Labels;
using WebhookController.Core.Naming;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Archive;

/// <summary>Finds the job that keeps the archive of a PVC. A renamed PVC's archive goes on where it was, so that it may be a former one.</summary>
public static class ArchiveJob
{
    /// <summary>Of the jobs of a PVC the one that is marked with the archive asked for: that of the latest attempt, and of two the one that saw it
    /// complete; null where none is marked with it.</summary>
    /// <param name="request">What the PVC asks for.</param>
    /// <param name="jobs">Our jobs that are, or were, for it.</param>
    /// <param name="keys">The label keys in force.</param>
    public static RecurringJob? Of(ArchiveRequest request, IEnumerable<RecurringJob> jobs, LabelKeys keys)
    {
        RecurringJob? keeper = null;
        ArchiveAnnotations? best = null;
        foreach (var job in jobs)
        {
            var annotations = ArchiveAnnotations.Read(job, keys);
            if (request.IsFor(annotations) && (best is null || IsLater(annotations, best))) (keeper, best) = (job, annotations);
        }
        return keeper;
    }

    /// <summary>Whether a job is certain to keep an archive of this very PVC, and not of one that had its name before. Jobs of version 1 don't say
    /// which uid they are of, but their archives' ids do.</summary>
    public static bool IsOf(string uid, RecurringJob job, LabelKeys keys) => JobOwnership.IsArchive(job, keys) && (job.Annotations[keys.SourceUid] is { } source
        ? source == uid
        : ArchiveAnnotations.Read(job, keys).Id is { } id && id.IsOf(uid));

    // The numbers of two requests say nothing of which was first.
    private static bool IsLater(ArchiveAnnotations one, ArchiveAnnotations other)
    {
        var (id, than) = (one.Id!.Value, other.Id!.Value);
        return id.Round == than.Round || one.StartedAt is null || other.StartedAt is null
            ? (id.Attempt, one.Complete).CompareTo((than.Attempt, other.Complete)) > 0
            : one.StartedAt > other.StartedAt;
    }

    /// <summary>Whether the archive that <paramref name="keeper"/> keeps is one of before: the PVC has another job by now that isn't an archive, since
    /// the request was withdrawn in between. The former job stays what it was.</summary>
    /// <param name="keeper">What <see cref="Of"/> found; null for nothing.</param>
    /// <param name="wanted">The name of the job that the PVC asks for; null where it asks for none.</param>
    /// <param name="jobs">Our jobs that are, or were, for it.</param>
    /// <param name="keys">The label keys in force.</param>
    public static bool IsOfBefore(RecurringJob? keeper, string? wanted, IEnumerable<RecurringJob> jobs, LabelKeys keys) =>
        keeper is not null && keeper.Key.Name != wanted && jobs.Any(job => job.Key.Name == wanted && !JobOwnership.IsArchive(job, keys));
}
