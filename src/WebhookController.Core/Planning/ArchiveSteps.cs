using WebhookController.Core.Archive;
using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Naming;

namespace WebhookController.Core.Planning;

/// <summary>The archive: snapshot → full backup of it. The job carries the archive's labels and the attempt's id before either exists; what
/// exists tells the next step, so a kill anywhere repeats nothing.</summary>
internal static class ArchiveSteps
{
    /// <summary>The progress of a PVC's archive; null where it wants none.</summary>
    public static ArchiveProgress? ProgressFor(ResolvedClaim claim, PlanningContext context) => claim.FirstAttempt is null
        ? null
        : ArchiveProgress.Of(
            claim.ArchiveRequestAt(context.Now, context.Keys), context.State.JobNameOf(claim), context.State.JobsOf(claim), context.State.ArchiveObjects, context.Now);

    /// <summary>The change that takes the archive one step further; null where it is Longhorn's turn, the volume isn't there, or no backup could be
    /// made: a snapshot that waits for a backup target grows old, and stays on the volume.</summary>
    public static Change? Next(ResolvedClaim claim, ArchiveProgress progress, PlanningContext context)
    {
        if (context.VolumeOf(claim) is not { } volume || BackupBlockers.OfAnyBackup(volume, context.State.Longhorn) is not null) return null;
        var target = context.State.Longhorn.KeyOf(progress.Id.ObjectName);
        return progress.Phase switch
        {
            ArchivePhase.Starting => new CreateSnapshot(target, volume.Key.Name, Labels(claim, context.Keys), claim.Claim.Key),
            ArchivePhase.SnapshotReady => new CreateBackup(target, volume.Key.Name, Labels(claim, context.Keys), claim.Claim.Key),
            _ => null,
        };
    }

    /// <summary>For a PVC that is on its way out before its job had the archive's labels: the job stays. Nothing new is made any more.</summary>
    public static Change? KeepJob(ResolvedClaim claim, PlanningContext context)
    {
        if (ProgressFor(claim, context) is not { } progress) return null;
        // Renamed just before, it has no job of its new name, and gets none any more: the one that it has keeps the archive.
        var jobs = context.State.JobsOf(claim).Where(job => !job.Deleting).ToList();
        var name = context.State.JobNameOf(claim);
        var own = jobs.Find(job => job.Key.Name == name) ?? jobs.Find(job => JobOwnership.IsArchive(job, context.Keys)) ?? jobs.FirstOrDefault();
        if (own is not { } job || JobOwnership.IsArchive(job, context.Keys)) return null;

        var labels = LabelChanges.Between(job.Labels, LabelSet.From(DesiredJob.ArchiveLabels(claim.Intent, context.Keys)), _ => false);
        var annotations = LabelChanges.Between(job.Annotations, LabelSet.From(ArchiveAnnotations.For(progress, context.Keys)), _ => false);
        return JobDiff.WithinCeiling(new PatchJob(job, labels, annotations, null, [LabelChanges.Describe(labels), JobDiff.DescribeAnnotations(annotations, context.Keys)]), context.State.Limits);
    }

    private static LabelSet Labels(ResolvedClaim claim, LabelKeys keys) =>
        LabelSet.From([.. SourceLabels.Of(claim.Claim.Key, keys), .. DesiredJob.ArchiveLabels(claim.Intent, keys)]);
}
