using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Naming;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Policy;

/// <summary>All that a rule may look at.</summary>
/// <param name="Claim">The PVC in question, as it is or would be.</param>
/// <param name="Intent">What its labels ask for.</param>
/// <param name="State">The cluster around it; the PVC itself may be in there in an earlier version.</param>
public sealed record PolicyInput(Claim Claim, BackupIntent Intent, ClusterState State)
{
    /// <summary>The label keys in force.</summary>
    public LabelKeys Keys => State.Keys;

    /// <summary>The name of the job the PVC asks for, or null.</summary>
    public string? WantedName { get; } = JobName.WantedBy(Claim, Intent);

    /// <summary>The job of that name, or null where there is none (yet).</summary>
    public RecurringJob? WantedJob { get; } =
        JobName.WantedBy(Claim, Intent) is { } job ? State.Longhorn.Jobs[State.Longhorn.KeyOf(job)] : null;

    /// <summary>The text of a label, readable or not; null where it is missing.</summary>
    public string? TextOf(LabelRow row) => Claim.Labels[Keys.Of(row)];
}
