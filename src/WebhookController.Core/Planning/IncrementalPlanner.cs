using WebhookController.Core.Archive;
using WebhookController.Core.Cluster;
using WebhookController.Core.Layers;
using WebhookController.Core.Naming;
using WebhookController.Core.Objects;
using WebhookController.Core.Status;

namespace WebhookController.Core.Planning;

/// <summary>Keeps the plan of every PVC, and makes those anew that a change affects. Used by one thread at a time. Its law: after any history it
/// holds what a full pass over the same state yields.</summary>
public sealed class IncrementalPlanner
{
    private static readonly Dictionary<string, int> NoneLowered = [];

    private readonly Dictionary<ObjectKey, ClaimPlan> _plans = [];
    private readonly Dictionary<ObjectKey, List<DeleteJob>> _deletions = [];
    private readonly PriorityQueue<ObjectKey, DateTimeOffset> _lookAgain = new();
    private readonly UntrackedBackups _untracked = new();
    private readonly RetentionGuard _retention = new();
    private ClusterState? _state;
    private EffectiveDefaults? _defaults;
    private int _deletionCount;
    private int _keepSettings;
    private bool _deletionsChanged;
    private (int ManagedJobs, string? Allowed) _decidedOn;
    private HeldDeletions? _held;
    private Consent? _agreed;

    /// <summary>The earliest time at which something has to be planned again though nothing happens; null where time alone changes nothing.</summary>
    public DateTimeOffset? LookAgainAt => _lookAgain.TryPeek(out _, out var at) ? at : null;

    /// <summary>The whole plan, in the order of names.</summary>
    public Plan Plan => PlanOfAll.Of(_plans.Values, this);

    /// <summary>The deletions that wait for a person; null where there are none.</summary>
    public HeldDeletions? Held => _held;

    /// <summary>The deletions that are many and that a person has agreed to; null where there are none.</summary>
    public Consent? Agreed => _agreed;

    /// <summary>Lower retention that waits for a person; null where there is none.</summary>
    public HeldRetention? HeldRetention => _retention.Held;

    /// <summary>Lower retention that would cost many backups and that a person has agreed to; null where there is none.</summary>
    public Consent? AgreedRetention => _retention.Agreed;

    /// <summary>What lower retention through layers costs, held or not.</summary>
    public RetentionStake RetentionAtStake => _retention.Stake;

    /// <summary>The jobs that keep fewer backups from then on because a layer says so, held or not.</summary>
    public IEnumerable<RetainLowering> Lowerings => _retention.Lowerings;

    /// <summary>The jobs that go, held or not.</summary>
    public IEnumerable<DeleteJob> Deletions => _deletions.Values.SelectMany(list => list);

    /// <summary>How many jobs keep settings that neither their PVC nor any layer says now.</summary>
    public int KeepSettings => _keepSettings;

    /// <summary>Backups that no managed job accounts for, by reason.</summary>
    public IReadOnlyList<Untracked> Untracked => Partial ? [] : _untracked.Sums;

    /// <summary>The BackupTargets that have a URL.</summary>
    public IReadOnlyList<TargetStatus> Targets => Partial ? [] : TargetsIn(_state!);

    /// <summary>Whether not everything could be read: such a plan speaks of labels only.</summary>
    public bool Partial => _state?.CanPlan is not true;

    /// <summary>What is to be done for a PVC now, without what waits for a person.</summary>
    public IReadOnlyList<ChangeSequence> SequencesOf(ClaimPlan plan) => plan.SequencesHolding(deletions: _held is not null, retention: HeldRetention is not null);

    /// <summary>Plans anew what is affected, and what has to be looked at again by now.</summary>
    /// <param name="state">The cluster.</param>
    /// <param name="defaults">The defaults in force.</param>
    /// <param name="now">The time.</param>
    /// <param name="affected">What changes since the last pass affect.</param>
    /// <param name="deletedLately">How many jobs were deleted a short while ago: with those that are planned they may be too many to be trusted.</param>
    /// <param name="loweredLately">The same for jobs that keep fewer backups since a short while ago, by name, and how many they keep.</param>
    public PlanDelta Pass(
        ClusterState state, EffectiveDefaults defaults, DateTimeOffset now, Affected affected, int deletedLately = 0, IReadOnlyDictionary<string, int>? loweredLately = null)
    {
        var full = affected.All || _state is null || state.CanPlan != _state.CanPlan || !AskTheSame(defaults, _defaults);
        (_state, _defaults) = (state, defaults);
        var context = new PlanningContext(state, defaults, now);
        var changes = new List<PlanChange>();
        if (full) PlanAll(context, changes);
        else PlanSome(context, affected, changes);
        if (HoldOrRelease(state, defaults, deletedLately)) AddTo(changes, _deletions.Keys);
        if (_retention.HoldOrRelease(state, defaults, loweredLately ?? NoneLowered)) AddTo(changes, _retention.Sources);
        return new PlanDelta(changes, full)
        {
            Held = _held,
            HeldRetention = HeldRetention,
            KeepSettings = _keepSettings,
            Untracked = Untracked,
            Targets = Targets,
            Partial = Partial,
        };
    }

    private static bool AskTheSame(EffectiveDefaults one, EffectiveDefaults? other) =>
        other is not null && one.Settings == other.Settings && one.IsLastKnownGood == other.IsLastKnownGood;

    private void PlanAll(PlanningContext context, List<PlanChange> changes)
    {
        var state = context.State;
        _lookAgain.Clear();
        var sources = new HashSet<ObjectKey>(state.Claims.Items.Count);
        foreach (var (claim, _) in state.Claims.Items) sources.Add(SourceLabels.KeyOf(claim));
        sources.UnionWith(state.Longhorn.JobIndex.BySource.Values);
        sources.UnionWith(state.Longhorn.BackupIndex.Sources);
        sources.UnionWith(_plans.Keys);
        foreach (var source in sources) Replan(source, context, changes);
        if (!state.CanPlan) return;
        _untracked.Count(state, context.Now);
        _retention.Count(state);
    }

    private void PlanSome(PlanningContext context, Affected affected, List<PlanChange> changes)
    {
        var due = affected.Sources;
        while (_lookAgain.TryPeek(out var source, out var at) && at <= context.Now)
        {
            _lookAgain.Dequeue();
            // Planned anew since, it has a later time, or none.
            if (_plans.TryGetValue(source, out var plan) && plan.LookAgainAt == at) due.Add(source);
        }
        foreach (var source in due)
        {
            Replan(source, context, changes);
            if (context.State.CanPlan) CountUntracked(source, context);
        }
        if (!context.State.CanPlan) return;
        foreach (var job in affected.Jobs) CountJob(job, context);
        foreach (var backup in affected.Backups) _untracked.CountBackup(backup, context.State, context.Now);
    }

    private void Replan(ObjectKey source, PlanningContext context, List<PlanChange> changes)
    {
        var before = _plans.GetValueOrDefault(source);
        var after = ClaimPlanner.Plan(source, context);
        if (after.IsEmpty) _plans.Remove(source);
        else _plans[source] = after;
        if (before is null && after.IsEmpty) return;
        if (after.LookAgainAt is { } at) _lookAgain.Enqueue(source, at);
        Note(source, after);
        _retention.Note(source, after);
        _keepSettings += after.KeepsSettings - (before?.KeepsSettings ?? 0);
        changes.Add(new PlanChange(before, after.IsEmpty ? null : after));
    }

    private void Note(ObjectKey source, ClaimPlan plan)
    {
        if (plan.Sequences.Count == 0 && plan.Awaited.Count == 0 && _deletions.Count == 0) return;
        var deletions = plan.Deletions.Concat(plan.Awaited).ToList();
        if (_deletions.Remove(source, out var before)) _deletionCount -= before.Count;
        if (before is null && deletions.Count == 0) return;
        _deletionsChanged |= before is null || !before.SequenceEqual(deletions);
        if (deletions.Count == 0) return;
        _deletions[source] = deletions;
        _deletionCount += deletions.Count;
    }

    private void CountUntracked(ObjectKey source, PlanningContext context)
    {
        var state = context.State;
        foreach (var job in state.JobsOf(source))
        {
            CountJob(job.Key.Name, context);
            foreach (var backup in JobIndex.BackupsOf(job, ArchiveAnnotations.Read(job, state.Keys), state.Keys))
                _untracked.CountBackup(state.Longhorn.KeyOf(backup), state, context.Now);
        }
    }

    private void CountJob(string job, PlanningContext context)
    {
        _untracked.CountJob(job, context.State, context.Now);
        _retention.CountJob(job, context.State);
    }

    // Whether PVCs with deletions may now do more, or less, than before.
    private bool HoldOrRelease(ClusterState state, EffectiveDefaults defaults, int deletedLately)
    {
        var before = _held;
        if (!state.CanPlan) (_held, _agreed) = (null, defaults.Agreed);
        else if (_deletionCount == 0 || !MassDeletion.IsMass(_deletionCount + deletedLately, state.Longhorn.JobIndex.Managed + deletedLately))
            (_held, _agreed) = (null, null);
        else if (_deletionsChanged || (_held is null && _agreed is null) || _decidedOn != (state.Longhorn.JobIndex.Managed, defaults.AllowMassDeletion))
            (_held, _agreed) = MassDeletion.Decide(PlanOfAll.InOrder(Deletions), state.Longhorn.JobIndex.Managed, defaults);
        _deletionsChanged = false;
        _decidedOn = (state.Longhorn.JobIndex.Managed, defaults.AllowMassDeletion);
        return before is null != _held is null;
    }

    private void AddTo(List<PlanChange> changes, IEnumerable<ObjectKey> sources)
    {
        var planned = changes.Select(change => change.After?.Source).ToHashSet();
        foreach (var source in sources)
            if (!planned.Contains(source)) changes.Add(new PlanChange(_plans[source], _plans[source]));
    }

    private static IReadOnlyList<TargetStatus> TargetsIn(ClusterState state) =>
    [
        // What can't be read any more may be otherwise by now.
        .. state.Longhorn.Targets.Items.Values
            .Where(target => state.Longhorn.Targets.Synced && target is { HasUrl: true, Available: not null })
            .OrderBy(target => target.Key)
            .Select(target => new TargetStatus(target.Key.Name, target.Available is true)),
    ];
}
