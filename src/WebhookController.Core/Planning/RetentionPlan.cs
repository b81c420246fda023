using WebhookController.Core.Cluster;

namespace WebhookController.Core.Planning;

/// <summary>What the plan of a source says of retention (rule 11), gathered PVC by PVC.</summary>
internal sealed class RetentionPlan(PlanningContext context)
{
    private readonly List<ChangeSequence> _holding = [];
    private List<RetainLowering>? _lowerings;
    private List<BlockedChange>? _blocked;
    private int _keepsSettings;

    /// <summary>Adds a PVC.</summary>
    /// <param name="asked">The PVC.</param>
    /// <param name="changes">What is to be done for it.</param>
    public void Add(Asked asked, IReadOnlyList<Change> changes)
    {
        var claim = asked.Claim;
        if (RetainLowering.Among(changes, claim) is { } lowering)
        {
            (_lowerings ??= []).Add(lowering);
            changes = [.. ClaimPlanner.ChangesFor(asked, context with { HoldsRetention = true })];
        }
        if (changes.Count > 0) _holding.Add(new(claim.Claim.Key, changes));
        if (!claim.Intent.OptedIn || claim.Claim.Deleting || asked.JobName is not { } name || context.State.JobNamed(name) is not { } job) return;
        if (OptIn.BlockedChange(claim, job, context) is { } blocked) (_blocked ??= []).Add(new(claim.Claim.Key, blocked));
        if (SettingsInForce.AreKept(claim, job, context)) _keepsSettings++;
    }

    /// <summary>Adds what is done in any case.</summary>
    public void Add(ChangeSequence sequence) => _holding.Add(sequence);

    /// <summary>The plan, with what was gathered.</summary>
    public ClaimPlan AddTo(ClaimPlan plan) => _lowerings is null && _blocked is null && _keepsSettings == 0 ? plan : plan with
    {
        SequencesHoldingRetention = _lowerings is null ? null : _holding,
        Lowerings = _lowerings ?? [],
        Blocked = _blocked ?? [],
        KeepsSettings = _keepsSettings,
    };
}
