using WebhookController.Core.Objects;

namespace WebhookController.Core.Archive;

/// <summary>Where an archive begins that no job is marked with yet. What earlier ones left behind keeps its name.</summary>
internal static class ArchiveStart
{
    /// <summary>The archive that is asked for begins.</summary>
    /// <param name="request">What the PVC asks for.</param>
    /// <param name="former">The job that keeps an archive for it which was withdrawn; null where there is none.</param>
    /// <param name="jobs">The PVC's jobs.</param>
    /// <param name="objects">What archives are made of.</param>
    /// <param name="now">The time.</param>
    public static ArchiveProgress Of(
        ArchiveRequest request, RecurringJob? former, IReadOnlyCollection<RecurringJob> jobs, ArchiveObjects objects, DateTimeOffset now)
    {
        var (first, latest) = (request.First, objects.LatestOf(request.First));
        // The PVC asked for something else in between, and has come back to this: it goes on where it was. Two that disagree about the annotation
        // make no more than an archive each.
        if (latest is { } made && former is null && ArchiveJob.Of(request with { Text = null }, jobs, objects.Keys) is not null)
            return ArchiveProgress.Retried(objects.Look(made, null, now) with { Request = request.Text }, request, objects, now);

        // The label was off in between, and a pass saw it: what was made then is not what is asked for now.
        if (former is not null && ArchiveAnnotations.Read(former, objects.Keys).Id is { } withdrawn && withdrawn.Round >= first.Round && !(withdrawn.Attempt < latest?.Attempt))
            latest = withdrawn;
        return At(latest?.NextRound() ?? first, request.Text, objects, now);
    }

    /// <summary>An attempt begins.</summary>
    public static ArchiveProgress At(ArchiveId id, string? request, ArchiveObjects objects, DateTimeOffset now)
    {
        while (objects.MayExist(id)) id = id.Next();
        return new ArchiveProgress(id, ArchivePhase.Starting) { Request = request, StartedAt = now, Since = now };
    }
}
