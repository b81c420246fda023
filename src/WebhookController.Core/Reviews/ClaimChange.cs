using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Naming;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Reviews;

/// <summary>A PVC that is about to be created or changed.</summary>
/// <param name="Before">The PVC as it is; null when it is being created.</param>
/// <param name="After">The PVC as it would be.</param>
/// <param name="State">The cluster around it.</param>
/// <param name="Today">The date in UTC.</param>
public sealed record ClaimChange(Claim? Before, Claim After, ClusterState State, DateOnly Today)
{
    /// <summary>The PVC as it would be, resolved.</summary>
    public ResolvedClaim Resolved { get; } = ResolvedClaim.Of(After, State);

    /// <summary>What the labels asked for before; nothing where there was no PVC.</summary>
    public BackupIntent WasIntent { get; } =
        Before is null ? new BackupIntent() : LabelParser.Parse(Before.Labels, State.Keys, State.Limits).Intent;

    /// <summary>What the labels would ask for.</summary>
    public BackupIntent Intent => Resolved.Intent;

    /// <summary>Whose storage the PVC is on.</summary>
    public Scope Scope => Resolved.Scope;

    /// <summary>The label keys in force.</summary>
    public LabelKeys Keys => State.Keys;

    /// <summary>The job asked for before, or null.</summary>
    public string? WantedBefore => Before is null ? null : JobName.WantedBy(Before, WasIntent);

    /// <summary>The job asked for now, or null.</summary>
    public string? WantedAfter => Resolved.WantedJob;

    /// <summary>Whether the change touches any label of ours.</summary>
    public bool TouchesLabels => Before is null || !Before.Labels.Equals(After.Labels);

    /// <summary>Whether a label of the table is new or has another value than before.</summary>
    public bool Sets(LabelRow row) => After.Labels[Keys.Of(row)] is { } value && value != Before?.Labels[Keys.Of(row)];
}
