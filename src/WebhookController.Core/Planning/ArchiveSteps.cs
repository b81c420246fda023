using WebhookController.Core.Archive;
using WebhookController.Core.Claims;
using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Naming;
using WebhookController.Core.Parsing;

namespace WebhookController.Core.Planning;

/// <summary>The archive: snapshot → full backup of it. The job carries the archive's labels and the attempt's id before either exists; what
/// exists tells the next step, so a kill anywhere repeats nothing.</summary>
internal static class ArchiveSteps
{
    /// <summary>How the archive of a PVC stands; null where it wants none. A renamed PVC's archive goes on where it was.</summary>
    public static ArchiveProgress? ProgressFor(Claim claim, BackupIntent intent, ObjectKey job, PlanningContext context)
    {
        if (intent.Archive is not true) return null;
        var known = context.State.Longhorn.Jobs[job];
        if (ArchiveMarks.Read(known, context.Keys).Id is null)
            known = context.JobsOf(claim.Key).FirstOrDefault(former => ArchiveMarks.Read(former, context.Keys).Id is not null) ?? known;
        return ArchiveProgress.Of(claim.Uid, known, context.State, context.Now);
    }

    /// <summary>The change that takes the archive one step further; null where it is Longhorn's turn, or the volume isn't there.</summary>
    public static Change? Next(Claim claim, BackupIntent intent, ArchiveProgress progress, PlanningContext context)
    {
        if (context.VolumeOf(claim) is not { } volume) return null;
        var target = context.State.Longhorn.KeyOf(progress.Id.ObjectName);
        return progress.Phase switch
        {
            ArchivePhase.Starting => new CreateSnapshot(target, volume.Key.Name, Labels(claim, intent, context.Keys), claim.Key),
            ArchivePhase.SnapshotReady => new CreateBackup(target, volume.Key.Name, Labels(claim, intent, context.Keys), claim.Key),
            _ => null,
        };
    }

    private static LabelSet Labels(Claim claim, BackupIntent intent, LabelKeys keys) =>
        LabelSet.From([.. SourceLabels.Of(claim.Key, keys), .. DesiredJob.ArchiveLabels(intent, keys)]);
}
