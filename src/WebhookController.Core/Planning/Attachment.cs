using WebhookController.Core.Claims;
using WebhookController.Core.Labels;

namespace WebhookController.Core.Planning;

/// <summary>How a job gets onto the volume of a PVC: by a label of the Longhorn Volume, or of the PVC where Longhorn copies them from there.</summary>
/// <param name="Possible">Whether the volume carries the job once <paramref name="Change"/> is made, or nothing has to carry it yet. False where
/// the PVC is bound to a volume that can't be found: a former job must then stay.</param>
/// <param name="Change">The labels to set and take off; null where they are right already.</param>
internal sealed record Attachment(bool Possible, Change? Change)
{
    private static readonly Attachment NotBoundYet = new(Possible: true, Change: null);
    private static readonly Attachment VolumeNotFound = new(Possible: false, Change: null);

    /// <summary>What makes the PVC's volume carry <paramref name="job"/> (null = no job of ours) and none other of our jobs.</summary>
    public static Attachment Of(Claim claim, string? job, PlanningContext context)
    {
        if (claim.VolumeName is null) return NotBoundYet;
        if (ClaimScope.LonghornVolumeOf(claim, context.State) is not { } handle) return VolumeNotFound;
        if (context.State.Longhorn.Volumes[context.State.Longhorn.KeyOf(handle)] is not { } volume) return VolumeNotFound;

        var desired = job is null ? LabelSet.Empty : LabelSet.Of((LonghornLabels.ForJob(job), LonghornLabels.Enabled));
        bool IsStale(string key) => LonghornLabels.JobOf(key) is { } carried && carried != job && context.IsOurs(carried);
        if (claim.IsJobLabelSource)
        {
            var onClaim = LabelChanges.Between(claim.JobLabels, desired, IsStale);
            return new Attachment(Possible: true, onClaim.Count == 0 ? null : new LabelClaim(claim, onClaim));
        }
        var onVolume = LabelChanges.Between(volume.JobLabels, desired, IsStale);
        return new Attachment(Possible: true, onVolume.Count == 0 ? null : new LabelVolume(volume, onVolume));
    }
}
