using WebhookController.Core.Cluster;

namespace WebhookController.Core.Planning;

/// <summary>What the plan of a source says of retention (rule 11), gathered PVC by PVC.</summary>
internal sealed class RetentionPlan(PlanningContext context)
{
    private readonly List<ChangeSequence> _holding = [];
    private readonly List<RetainLowering> _lowerings = [];
    private readonly List<BlockedChange> _blocked = [];
    private int _keepsSettings;

    /// <summary>Adds a PVC.</summary>
    /// <param name="claim">The PVC.</param>
    /// <param name="changes">What is to be done for it.</param>
    /// <param name="whileHeld">What is to be done while lower retention waits.</param>
    public void Add(ResolvedClaim claim, IReadOnlyList<Change> changes, Func<PlanningContext, IReadOnlyList<Change>> whileHeld)
    {
        if (RetainLowering.Among(changes, claim) is { } lowering)
        {
            _lowerings.Add(lowering);
            changes = whileHeld(context with { HoldsRetention = true });
        }
        if (changes.Count > 0) _holding.Add(new(claim.Claim.Key, changes));
        if (!claim.Intent.OptedIn || claim.Claim.Deleting || context.State.JobNameOf(claim) is not { } name || context.State.JobNamed(name) is not { } job) return;
        if (OptIn.BlockedChange(claim, job, context) is { } blocked) _blocked.Add(new(claim.Claim.Key, blocked));
        if (SettingsInForce.AreKept(claim, job, context)) _keepsSettings++;
    }

    /// <summary>Adds what is done in any case.</summary>
    public void Add(ChangeSequence sequence) => _holding.Add(sequence);

    /// <summary>The plan, with what was gathered.</summary>
    public ClaimPlan AddTo(ClaimPlan plan) => _lowerings.Count + _blocked.Count + _keepsSettings == 0 ? plan : plan with
    {
        SequencesHoldingRetention = _lowerings.Count == 0 ? null : _holding,
        Lowerings = _lowerings,
        Blocked = _blocked,
        KeepsSettings = _keepsSettings,
    };
}
