using WebhookController.Core.Naming;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;

namespace WebhookController.Core.Status;

/// <summary>Finds PVCs that went without an archive while their job, or backups it made, are still there.</summary>
internal static class Orphans
{
    public static IReadOnlyList<Orphan> Find(PlanningContext context, IEnumerable<DeleteJob> departed)
    {
        var orphans = departed.Select(deletion => new Orphan(deletion.Source, deletion.Target.Name)).ToHashSet();
        foreach (var backup in context.Backups.All)
        {
            if (backup.State is BackupState.Failed or BackupState.Deleting) continue;
            if (backup.Job is not { } job || BackupSource.Of(backup, context.Keys) is not { } source) continue;
            if (context.MayHaveClaimWithSource(source)) continue;
            if (context.State.Longhorn.Jobs.IsAbsent(context.State.Longhorn.KeyOf(job))) orphans.Add(new Orphan(source, job));
        }
        return [.. orphans.Where(orphan => !HasArchive(orphan.Claim, context)).OrderBy(orphan => orphan.Claim)
            .ThenBy(orphan => orphan.Job, StringComparer.Ordinal)];
    }

    // Whatever jobs it had before its last one.
    private static bool HasArchive(ObjectKey source, PlanningContext context) =>
        context.JobsOf(source).Any(job => JobOwnership.IsArchive(job, context.Keys));
}
