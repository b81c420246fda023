using System.Collections.Immutable;
using WebhookController.Core.Naming;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Cluster;

/// <summary>Every PVC, resolved, and the ways to find it: kept up to date with each event at the cost of what the event changes.</summary>
public sealed class ClaimIndex
{
    // No name of a StorageClass.
    private const string DefaultClass = "(default)";

    private ImmutableDictionary<ObjectKey, ResolvedClaim> _resolved = ImmutableDictionary<ObjectKey, ResolvedClaim>.Empty;
    private KeyIndex<string> _byClass = KeyIndex<string>.Empty;

    private ClaimIndex()
    {
    }

    /// <summary>No PVC at all.</summary>
    public static ClaimIndex Empty { get; } = new();

    /// <summary>PVCs by their namespace.</summary>
    public KeyIndex<string> ByNamespace { get; private init; } = KeyIndex<string>.Empty;

    /// <summary>PVCs by the PV that they name.</summary>
    public KeyIndex<string> ByPersistentVolume { get; private init; } = KeyIndex<string>.Empty;

    /// <summary>PVCs by the Longhorn Volume that they are on; several may share one, each by a PV of its own.</summary>
    public KeyIndex<string> ByVolume { get; private init; } = KeyIndex<string>.Empty;

    /// <summary>PVCs by the job that their label <c>name</c> asks for. Invalid ones are included: a typo elsewhere in its labels doesn't free a name.
    /// Those on other storage are not: what their labels ask for has no effect.</summary>
    public KeyIndex<string> ByWrittenName { get; private init; } = KeyIndex<string>.Empty;

    /// <summary>PVCs without a label <c>name</c> by the job that is called after them, if nobody else has it.</summary>
    public KeyIndex<string> ByOwnName { get; private init; } = KeyIndex<string>.Empty;

    /// <summary>PVCs that ask for a job, by the names that it may get where the one they ask for is another's.</summary>
    public KeyIndex<string> ByDerivedName { get; private init; } = KeyIndex<string>.Empty;

    /// <summary>PVCs that ask for an archive, by what the names of its attempts have in common (<see cref="Archive.ArchiveId.Series"/>).</summary>
    public KeyIndex<string> ByArchiveSeries { get; private init; } = KeyIndex<string>.Empty;

    /// <summary>PVCs by the jobs that labels of their own name; they count on those from which Longhorn takes its Volume's.</summary>
    public KeyIndex<string> ByJobLabel { get; private init; } = KeyIndex<string>.Empty;

    /// <summary>PVCs, readable or not, whose names are too long for a label, by the source that labels tell them as.</summary>
    public KeyIndex<ObjectKey> LongNamesBySource { get; private init; } = KeyIndex<ObjectKey>.Empty;

    /// <summary>The PVC, or null where it is absent or can't be read.</summary>
    public ResolvedClaim? this[ObjectKey key] => _resolved.GetValueOrDefault(key);

    /// <summary>The PVCs whose class is one of <paramref name="classes"/>.</summary>
    /// <param name="classes">Names of StorageClasses.</param>
    /// <param name="defaultToo">Whether those that name no class count as well.</param>
    internal IEnumerable<ObjectKey> OfClasses(IEnumerable<string> classes, bool defaultToo)
    {
        foreach (var name in defaultToo ? classes.Append(DefaultClass) : classes)
            foreach (var key in _byClass.Of(name)) yield return key;
    }

    /// <summary>The index after these PVCs changed, or something that they are resolved by.</summary>
    /// <param name="state">The cluster after the change, but for this index.</param>
    /// <param name="changed">The PVCs.</param>
    internal ClaimIndex After(ClusterState state, IEnumerable<ObjectKey> changed)
    {
        var resolved = _resolved.ToBuilder();
        var (byNamespace, byClass, byPv, byVolume) = (ByNamespace.Change(), _byClass.Change(), ByPersistentVolume.Change(), ByVolume.Change());
        var (byWritten, byOwn, byDerived) = (ByWrittenName.Change(), ByOwnName.Change(), ByDerivedName.Change());
        var (byLabel, bySeries, longNames) = (ByJobLabel.Change(), ByArchiveSeries.Change(), LongNamesBySource.Change());
        foreach (var key in changed)
        {
            var before = _resolved.GetValueOrDefault(key);
            var after = state.Claims[key] is { } claim ? ResolvedClaim.Of(claim, state) : null;
            if (after is null) resolved.Remove(key);
            else resolved[key] = after;

            byNamespace.Move(before?.Claim.Key.Namespace, after?.Claim.Key.Namespace, key);
            byClass.Move(ClassOf(before), ClassOf(after), key);
            byPv.Move(before?.Claim.VolumeName, after?.Claim.VolumeName, key);
            byVolume.Move(before?.Volume, after?.Volume, key);
            byWritten.Move(NameOf(before, written: true), NameOf(after, written: true), key);
            byOwn.Move(NameOf(before, written: false), NameOf(after, written: false), key);
            foreach (var job in DerivedNamesOf(before)) byDerived.Remove(job, key);
            foreach (var job in DerivedNamesOf(after)) byDerived.Add(job, key);
            foreach (var job in VolumeIndex.JobsIn(before?.Claim.JobLabels)) byLabel.Remove(job, key);
            foreach (var job in VolumeIndex.JobsIn(after?.Claim.JobLabels)) byLabel.Add(job, key);
            bySeries.Move(before?.ArchiveSeries, after?.ArchiveSeries, key);
            if (!SourceLabels.IsShortened(key)) continue;
            if (after is not null || state.Claims.Unknown.Contains(key)) longNames.Add(SourceLabels.KeyOf(key), key);
            else longNames.Remove(SourceLabels.KeyOf(key), key);
        }
        return new ClaimIndex
        {
            _resolved = resolved.ToImmutable(),
            _byClass = byClass.Done(),
            ByNamespace = byNamespace.Done(),
            ByPersistentVolume = byPv.Done(),
            ByVolume = byVolume.Done(),
            ByWrittenName = byWritten.Done(),
            ByOwnName = byOwn.Done(),
            ByDerivedName = byDerived.Done(),
            ByJobLabel = byLabel.Done(),
            ByArchiveSeries = bySeries.Done(),
            LongNamesBySource = longNames.Done(),
        };
    }

    private static string? NameOf(ResolvedClaim? claim, bool written) => claim is not null && claim.Names.IsWritten == written ? claim.NameInUse : null;

    private static string[] DerivedNamesOf(ResolvedClaim? claim) => claim?.NameInUse is null ? [] : [claim.Names.Derived, claim.Names.OfUid];

    private static string? ClassOf(ResolvedClaim? claim) => claim is null ? null : claim.Claim.StorageClass ?? DefaultClass;
}
