using WebhookController.Core.Labels;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Naming;

/// <summary>Which PVC a backup is of, if a job of ours made it.</summary>
public static class BackupSource
{
    /// <summary>The PVC, as <see cref="SourceLabels.KeyOf"/> tells it; null where no job of ours made the backup, or none that we know for ours.
    /// Our source labels say so. Where they are missing (the job was made before there were any, or somebody took them off), Longhorn's note of the
    /// PVC counts, but only if the job has the very name that we give to the job of that PVC: a job of somebody else backs up PVCs, too, and
    /// nobody here is to say that those were forgotten.</summary>
    public static ObjectKey? Of(Backup backup, LabelKeys keys)
    {
        if (backup.Job is not { } job) return null;
        if (SourceLabels.Read(backup.SourceLabels, keys) is { } source) return source;
        return backup.Claim is { } claim && job == JobName.For(claim.Namespace, SuggestedName.For(claim.Name)) ? SourceLabels.KeyOf(claim) : null;
    }
}
