using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Reviews;

/// <summary>A PVC that is about to be created or changed.</summary>
/// <param name="Before">The PVC as it is; null when it is being created.</param>
/// <param name="After">The PVC as it would be.</param>
/// <param name="State">The cluster around it.</param>
/// <param name="Now">The time.</param>
public sealed record ClaimChange(Claim? Before, Claim After, ClusterState State, DateTimeOffset Now)
{
    private Prediction? _prediction;
    private IReadOnlyList<RecurringJob>? _jobs;

    /// <summary>The PVC as it would be, resolved.</summary>
    public ResolvedClaim Resolved { get; } = ResolvedClaim.Of(After, State);

    /// <summary>The PVC as it is, resolved; null when it is being created.</summary>
    public ResolvedClaim? WasResolved { get; } = Before is null ? null : ResolvedClaim.Of(Before, State);

    /// <summary>What the labels asked for before; nothing where there was no PVC.</summary>
    public BackupIntent WasIntent => WasResolved?.Intent ?? new BackupIntent();

    /// <summary>What the labels would ask for.</summary>
    public BackupIntent Intent => Resolved.Intent;

    /// <summary>Whose storage the PVC is on.</summary>
    public Scope Scope => Resolved.Scope;

    /// <summary>The label keys in force.</summary>
    public LabelKeys Keys => State.Keys;

    /// <summary>The name of the job that the PVC had or got before; null where it asked for none.</summary>
    public string? WantedBefore => WasResolved is null ? null : State.JobNameOf(WasResolved);

    /// <summary>The name of the job that the PVC has or gets now; null where it asks for none.</summary>
    public string? WantedAfter => State.JobNameOf(Resolved);

    /// <summary>The name of the job that its label <c>name</c> demands; null where it demands none.</summary>
    public string? DemandedAfter => Resolved.Names.IsWritten ? WantedAfter : null;

    /// <summary>Whether it demands another name than before.</summary>
    public bool DemandsAnotherName => DemandedAfter != (WasResolved?.Names.IsWritten is true ? WantedBefore : null);

    /// <summary>The date in UTC.</summary>
    public DateOnly Today => DateOnly.FromDateTime(Now.UtcDateTime);

    /// <summary>The jobs that are its own.</summary>
    public IReadOnlyList<RecurringJob> JobsOfItsOwn => _jobs ??= State.JobsOf(WasResolved ?? Resolved);

    /// <summary>What the planner does once the change is made.</summary>
    internal Prediction Prediction => _prediction ??= Prediction.OfChange(After, State, Now);

    /// <summary>Whether the change touches any label of ours.</summary>
    public bool TouchesLabels => Before is null || !Before.Labels.Equals(After.Labels);

    /// <summary>Whether a label of the table is new or has another value than before.</summary>
    public bool Sets(LabelRow row) => After.Labels[Keys.Of(row)] is { } value && value != Before?.Labels[Keys.Of(row)];
}
