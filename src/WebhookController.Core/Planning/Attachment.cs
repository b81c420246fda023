using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Planning;

/// <summary>How a job gets onto the volume of a PVC: by a label of the Longhorn Volume, or of the PVC where Longhorn copies them from there.</summary>
/// <param name="Certain">Whether the volume carries the job once <paramref name="Change"/> is made, or nothing has to carry it yet. False where
/// the PVC is bound to a volume that can't be found, or Longhorn has yet to copy the label: a former job must then stay.</param>
/// <param name="Change">The labels to set and take off; null where they are right already.</param>
internal sealed record Attachment(bool Certain, Change? Change)
{
    private static readonly Attachment NotBoundYet = new(Certain: true, Change: null);
    private static readonly Attachment VolumeNotFound = new(Certain: false, Change: null);
    private static readonly Attachment Refused = new(Certain: false, Change: null);

    /// <summary>What makes the PVC's volume carry <paramref name="job"/> and none other of our jobs.</summary>
    public static Attachment Of(ResolvedClaim claim, string job, PlanningContext context)
    {
        if (claim.Claim.VolumeName is null) return NotBoundYet;
        if (context.VolumeOf(claim) is not { } volume) return VolumeNotFound;
        if (context.State.Longhorn.RefusesBackupsOf(volume)) return Refused;

        var label = LonghornLabels.ForJob(job);
        var change = LabelsFor(claim, volume, LabelSet.Of((label, LonghornLabels.Enabled)), job, context);
        return new Attachment(!claim.Claim.IsJobLabelSource || volume.JobLabels[label] == LonghornLabels.Enabled, change);
    }

    /// <summary>What takes our jobs off the volume of a PVC that wants none. A volume that another PVC is on keeps what it has.</summary>
    /// <param name="claim">The PVC.</param>
    /// <param name="only">The jobs that are taken off; null for all of ours.</param>
    /// <param name="context">The cluster.</param>
    public static Change? Release(ResolvedClaim claim, IReadOnlyList<RecurringJob>? only, PlanningContext context) =>
        context.VolumeOf(claim) is { } volume
        && LabelsFor(claim, volume, LabelSet.Empty, wanted: null, context, only) is { } change
        && !context.IsNeededByAnother(volume, claim.Claim)
            ? change
            : null;

    private static Change? LabelsFor(ResolvedClaim claim, LonghornVolume volume, LabelSet desired, string? wanted, PlanningContext context, IReadOnlyList<RecurringJob>? only = null)
    {
        var observed = claim.Claim.IsJobLabelSource ? claim.Claim.JobLabels : volume.JobLabels;
        var leftovers = 0;
        var changes = LabelChanges.Between(observed, desired, key =>
        {
            if (LonghornLabels.JobOf(key) is not { } carried || carried == wanted) return false;
            if (only?.Any(job => job.Key.Name == carried) is false) return false;
            if (context.IsStale(carried, volume, claim)) return true;
            if (!context.IsLeftover(carried, volume, claim)) return false;
            leftovers++;
            return true;
        });
        if (changes.Count == 0) return null;
        var onlyLeftovers = leftovers == changes.Count;
        return claim.Claim.IsJobLabelSource
            ? new LabelClaim(claim.Claim, changes) { OnlyLeftovers = onlyLeftovers }
            : new LabelVolume(volume, changes) { OnlyLeftovers = onlyLeftovers };
    }
}
