using WebhookController.Core.Cluster;
using WebhookController.Core.Layers;
using WebhookController.Core.Naming;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Planning;

/// <summary>Rule 11: lower retention through a layer waits for a person where it would cost suspiciously many backups. Whatever the steps in which it
/// comes, it is measured by all jobs that would be lowered now. The sums are kept: a change costs the jobs that it touches.</summary>
internal sealed class RetentionGuard
{
    private readonly Dictionary<string, int> _complete = new(StringComparer.Ordinal);
    private readonly Dictionary<ObjectKey, IReadOnlyList<RetainLowering>> _bySource = [];
    private readonly Dictionary<string, int> _to = new(StringComparer.Ordinal);
    private int _all;
    private int _atStake;
    private bool _changed;
    private string? _decidedOn;

    /// <summary>What waits for a person; null where nothing does.</summary>
    public HeldRetention? Held { get; private set; }

    /// <summary>What a person has agreed to; null where there is nothing.</summary>
    public Consent? Agreed { get; private set; }

    /// <summary>What is at stake, held or not.</summary>
    public RetentionStake Stake => new(_to.Count, _atStake, _all);

    /// <summary>The jobs that would be lowered, held or not.</summary>
    public IEnumerable<RetainLowering> Lowerings => _bySource.Values.SelectMany(list => list);

    /// <summary>The PVCs whose jobs would be lowered.</summary>
    public IEnumerable<ObjectKey> Sources => _bySource.Keys;

    /// <summary>Counts the backups of all managed jobs anew.</summary>
    public void Count(ClusterState state)
    {
        foreach (var job in _complete.Keys.ToList()) CountJob(job, state);
        foreach (var job in state.Longhorn.BackupIndex.Jobs) CountJob(job, state);
    }

    /// <summary>Counts anew what a job has made.</summary>
    public void CountJob(string job, ClusterState state)
    {
        // One that Longhorn recreated is adopted, and may be lowered in the same write.
        var counts = state.Longhorn.Jobs[state.Longhorn.KeyOf(job)] is { } its && (JobOwnership.IsManaged(its, state.Keys) || JobOwnership.IsRecreated(its, state.Keys));
        var (before, now) = (_complete.GetValueOrDefault(job), counts ? state.Longhorn.BackupIndex.CompleteOf(job).Backups : 0);
        if (before == now) return;
        _all += now - before;
        if (_to.TryGetValue(job, out var to)) _atStake += Math.Max(0, now - to) - Math.Max(0, before - to);
        if (now == 0) _complete.Remove(job);
        else _complete[job] = now;
    }

    /// <summary>Takes note of the plan of a PVC.</summary>
    public void Note(ObjectKey source, ClaimPlan plan)
    {
        if (plan.Lowerings.Count == 0 && _bySource.Count == 0) return;
        _bySource.Remove(source, out var before);
        if (before is null && plan.Lowerings.Count == 0) return;
        foreach (var lowering in before ?? [])
            if (_to.Remove(lowering.Job, out var to)) _atStake -= AtStake(lowering.Job, to);
        foreach (var lowering in plan.Lowerings)
        {
            if (!_to.TryAdd(lowering.Job, lowering.To)) continue;
            _atStake += AtStake(lowering.Job, lowering.To);
        }
        if (plan.Lowerings.Count > 0) _bySource[source] = plan.Lowerings;
        _changed |= before is null || !before.SequenceEqual(plan.Lowerings);
    }

    /// <summary>Decides whether what is lowered is held, and says whether that has changed.</summary>
    /// <param name="state">The cluster.</param>
    /// <param name="defaults">What a person has agreed to.</param>
    /// <param name="loweredLately">Jobs lowered a short while ago, and how many backups they keep since.</param>
    public bool HoldOrRelease(ClusterState state, EffectiveDefaults defaults, IReadOnlyDictionary<string, int> loweredLately)
    {
        var before = Held is not null;
        if (!state.CanPlan) (Held, Agreed) = (null, defaults.AgreedRetention);
        else if (_to.Count == 0 || AtStakeWith(loweredLately) is var atStake && !MassDeletion.IsMass(atStake, _all)) (Held, Agreed) = (null, null);
        else if (_changed || (Held is null && Agreed is null) || _decidedOn != defaults.AllowLowerRetention) Decide(defaults, atStake);
        else if (Held is { } held && (held.AtStake, held.AllBackups) != (atStake, _all)) Held = held with { AtStake = atStake, AllBackups = _all };
        (_changed, _decidedOn) = (false, defaults.AllowLowerRetention);
        return before != Held is not null;
    }

    private void Decide(EffectiveDefaults defaults, int atStake)
    {
        var lowerings = Lowerings.OrderBy(lowering => lowering.Claim).ToList();
        var digest = Agreement.DigestOf(lowerings.Select(lowering => $"{lowering.Job} {lowering.Item}"));
        Agreed = Agreement.To(digest, [.. lowerings.Select(lowering => lowering.Item)], defaults.AllowLowerRetention, defaults.AgreedRetention);
        Held = Agreed is null ? new(digest, lowerings, atStake, _all) : null;
    }

    // What was lowered and is lowered again counts once.
    private int AtStakeWith(IReadOnlyDictionary<string, int> loweredLately)
    {
        var sum = _atStake;
        foreach (var (job, to) in loweredLately)
            if (!_to.ContainsKey(job)) sum += AtStake(job, to);
        return sum;
    }

    private int AtStake(string job, int to) => Math.Max(0, _complete.GetValueOrDefault(job) - to);
}
