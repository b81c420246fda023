using WebhookController.Core.Cluster;
using WebhookController.Core.Freshness;
using WebhookController.Core.Labels;
using WebhookController.Core.Layers;
using WebhookController.Core.Naming;
using WebhookController.Core.Objects;
using WebhookController.Core.Policy;

namespace WebhookController.Core.Planning;

/// <summary>What every step of planning looks at: the cluster, the defaults, and our jobs by the PVC they are for.</summary>
internal sealed class PlanningContext
{
    private readonly Dictionary<ObjectKey, List<RecurringJob>> _jobsBySource = [];
    private readonly Lazy<ILookup<string, Claim>> _claimsByVolume;
    private readonly Lazy<ILookup<string, Claim>> _carriers;
    private readonly Lazy<HashSet<ObjectKey>> _longNamed;

    public PlanningContext(ClusterState state, EffectiveDefaults defaults, DateTimeOffset now, BackupLedger seen)
    {
        (State, Defaults, Now) = (state, defaults, now);
        Backups = new BackupIndex(state.Longhorn.Backups.Items.Values, now);
        Ledger = seen.After(state, Backups, now);
        _claimsByVolume = new(ClaimsByVolume);
        _carriers = new(Carriers);
        _longNamed = new(() => [.. state.ClaimKeys.Where(SourceLabels.IsShortened).Select(SourceLabels.KeyOf)]);
        foreach (var job in state.Longhorn.Jobs.Items.Values.OrderBy(job => job.Key))
        {
            DefaultGroupBacksUp |= job is { InDefaultGroup: true, Deleting: false, MakesBackups: true };
            if (!JobOwnership.IsManaged(job, state.Keys)) continue;
            ManagedJobs.Add(job);
            if (JobOwnership.SourceOf(job, state.Keys) is not { } source) continue;
            if (!_jobsBySource.TryGetValue(source, out var jobs)) _jobsBySource[source] = jobs = [];
            jobs.Add(job);
        }
    }

    public ClusterState State { get; }

    public EffectiveDefaults Defaults { get; }

    public DateTimeOffset Now { get; }

    public LabelKeys Keys => State.Keys;

    /// <summary>The backups by volume.</summary>
    public BackupIndex Backups { get; }

    /// <summary>What was seen of backups, this state included.</summary>
    public BackupLedger Ledger { get; }

    /// <summary>Whether a job of Longhorn's group <c>default</c> makes backups.</summary>
    public bool DefaultGroupBacksUp { get; }

    public List<RecurringJob> ManagedJobs { get; } = [];

    /// <summary>Our jobs that say they are for <paramref name="claim"/>: one, but for a moment during a rename.</summary>
    public IReadOnlyList<RecurringJob> JobsOf(ObjectKey claim) =>
        _jobsBySource.TryGetValue(SourceLabels.KeyOf(claim), out var jobs) ? jobs : [];

    /// <summary>The PVC that source labels tell as <paramref name="source"/>, if it is there and can be read.</summary>
    public Claim? ClaimOf(ObjectKey source) => State.Claims[source] ?? (_longNamed.Value.Contains(source)
        ? State.Claims.Items.Values.FirstOrDefault(claim => SourceLabels.KeyOf(claim.Key) == source)
        : null);

    /// <summary>The Longhorn Volume of a PVC; null where it isn't bound or the volume can't be found.</summary>
    public LonghornVolume? VolumeOf(Claim claim) =>
        ClaimScope.LonghornVolumeOf(claim, State) is { } handle ? State.Longhorn.Volumes[State.Longhorn.KeyOf(handle)] : null;

    /// <summary>As <see cref="ClusterState.MayHaveClaimWithSource"/>, for asking it of every job and backup.</summary>
    public bool MayHaveClaimWithSource(ObjectKey source) => !State.Claims.IsAbsent(source) || _longNamed.Value.Contains(source);

    /// <summary>Whether <paramref name="carried"/> is one of our jobs and has no business on the volume of <paramref name="claim"/>. It has if its
    /// own PVC is on the same volume, by a PV of its own, or may be; or if one is that asks for it, and may take it over in this very pass.</summary>
    public bool IsStale(string carried, LonghornVolume volume, Claim claim)
    {
        if (State.Longhorn.Jobs[State.Longhorn.KeyOf(carried)] is not { } job || !JobOwnership.IsManaged(job, Keys)) return false;
        var source = JobOwnership.SourceOf(job, Keys);
        var claimants = State.Claimants.Of(carried);
        bool MayBeOf(ObjectKey other) => source is null || SourceLabels.KeyOf(other) == source || claimants.Contains(other);
        if (source == SourceLabels.KeyOf(claim.Key)) return true;
        return !State.Claims.Unknown.Any(unknown => SourceLabels.KeyOf(unknown) == source)
            && !_claimsByVolume.Value[volume.Key.Name].Any(other => other.Key != claim.Key && MayBeOf(other.Key));
    }

    /// <summary>Whether another PVC that hasn't opted out is on the same volume as <paramref name="claim"/>, by a PV of its own.</summary>
    public bool IsNeededByAnother(LonghornVolume volume, Claim claim) =>
        _claimsByVolume.Value[volume.Key.Name].Any(other => other.Key != claim.Key && !IsOptedOut(other));

    /// <summary>Whether a job of ours that its PVC no longer needs can go. Not if it is an archive, and not while it runs on the volume of
    /// another PVC that hasn't opted out: whatever its labels say, that one would be left without backups.</summary>
    public bool MayDelete(RecurringJob job)
    {
        if (job.Deleting || JobOwnership.IsArchive(job, Keys)) return false;
        var source = JobOwnership.SourceOf(job, Keys);
        return !_carriers.Value[job.Key.Name].Any(claim => SourceLabels.KeyOf(claim.Key) != source && !IsOptedOut(claim));
    }

    private bool IsOptedOut(Claim claim) => BackupPolicy.Evaluate(claim, State) is { Valid: true, Intent.OptedOut: true };

    private ILookup<string, Claim> ClaimsByVolume() => State.Claims.Items.Values
        .Where(claim => claim.VolumeName is not null)
        .ToLookup(claim => ClaimScope.LonghornVolumeOf(claim, State) ?? "", StringComparer.Ordinal);

    private ILookup<string, Claim> Carriers() => State.Claims.Items.Values
        .SelectMany(claim => VolumeOf(claim)?.JobLabels ?? LabelSet.Empty, (claim, label) => (claim, label))
        .Where(item => item.label.Value == LonghornLabels.Enabled && LonghornLabels.JobOf(item.label.Key) is not null)
        .ToLookup(item => LonghornLabels.JobOf(item.label.Key)!, item => item.claim, StringComparer.Ordinal);
}
