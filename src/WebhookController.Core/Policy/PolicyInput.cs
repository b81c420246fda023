using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Policy;

/// <summary>All that a rule may look at.</summary>
/// <param name="Resolved">The PVC in question, as it is or would be.</param>
/// <param name="State">The cluster around it; the PVC itself may be in there in an earlier version.</param>
public sealed record PolicyInput(ResolvedClaim Resolved, ClusterState State)
{
    /// <summary>The PVC.</summary>
    public Claim Claim => Resolved.Claim;

    /// <summary>What its labels ask for.</summary>
    public BackupIntent Intent => Resolved.Intent;

    /// <summary>The label keys in force.</summary>
    public LabelKeys Keys => State.Keys;

    /// <summary>The name of the job that the PVC has or gets; null where it asks for none, or is on other storage.</summary>
    public string? JobName { get; } = State.JobNameOf(Resolved);

    /// <summary>The job of that name, or null where there is none (yet).</summary>
    public RecurringJob? Job => JobName is { } name ? State.JobNamed(name) : null;

    /// <summary>The text of a label, readable or not; null where it is missing.</summary>
    public string? TextOf(LabelRow row) => Claim.Labels[Keys.Of(row)];
}
