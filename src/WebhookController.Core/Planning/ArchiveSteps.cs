using WebhookController.Core.Archive;
using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Naming;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Planning;

/// <summary>The archive: snapshot → full backup of it. The job carries the archive's labels and the attempt's id before either exists; what
/// exists tells the next step, so a kill anywhere repeats nothing.</summary>
internal static class ArchiveSteps
{
    /// <summary>How the archive of a PVC stands; null where it wants none.</summary>
    public static ArchiveProgress? ProgressFor(Claim claim, BackupIntent intent, PlanningContext context) => intent.Archive is true
        ? ArchiveProgress.Of(claim.Uid, JobName.WantedBy(claim, intent), context.JobsOf(claim.Key), context.State, context.Now)
        : null;

    /// <summary>The change that takes the archive one step further; null where it is Longhorn's turn, the volume isn't there, or no backup could be
    /// made: a snapshot that waits for a backup target grows old, and stays on the volume.</summary>
    public static Change? Next(Claim claim, BackupIntent intent, ArchiveProgress progress, PlanningContext context)
    {
        if (context.VolumeOf(claim) is not { } volume || BackupBlocker.ToAnyBackup(volume, context.State.Longhorn) is not null) return null;
        var target = context.State.Longhorn.KeyOf(progress.Id.ObjectName);
        return progress.Phase switch
        {
            ArchivePhase.Starting => new CreateSnapshot(target, volume.Key.Name, Labels(claim, intent, context.Keys), claim.Key),
            ArchivePhase.SnapshotReady => new CreateBackup(target, volume.Key.Name, Labels(claim, intent, context.Keys), claim.Key),
            _ => null,
        };
    }

    /// <summary>For a PVC that is on its way out before its job was told of the archive: the job stays. Nothing new is made any more.</summary>
    public static Change? KeepJob(Claim claim, BackupIntent intent, PlanningContext context)
    {
        if (ProgressFor(claim, intent, context) is not { } progress) return null;
        var key = context.State.Longhorn.KeyOf(JobName.WantedBy(claim, intent)!);
        if (context.JobsOf(claim.Key).FirstOrDefault(job => job.Key == key) is not { Deleting: false } job || JobOwnership.IsArchive(job, context.Keys)) return null;

        var labels = LabelChanges.Between(job.Labels, LabelSet.From(DesiredJob.ArchiveLabels(intent, context.Keys)), _ => false);
        var marks = LabelChanges.Between(job.Annotations, LabelSet.From(ArchiveAnnotations.For(progress, context.Keys)), _ => false);
        return new PatchJob(job, labels, marks, null, [LabelChanges.Describe(labels), JobDiff.DescribeAnnotations(marks, context.Keys)]);
    }

    private static LabelSet Labels(Claim claim, BackupIntent intent, LabelKeys keys) =>
        LabelSet.From([.. SourceLabels.Of(claim.Key, keys), .. DesiredJob.ArchiveLabels(intent, keys)]);
}
