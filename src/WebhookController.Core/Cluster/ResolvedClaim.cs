using WebhookController.Core.Archive;
using WebhookController.Core.Labels;
using WebhookController.Core.Layers;
using WebhookController.Core.Naming;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Cluster;

/// <summary>A PVC with what follows from its labels and from the storage it is on: worked out once for each change of the PVC, its PV, its
/// StorageClass or Longhorn's limits, and then used by everybody.</summary>
/// <param name="Claim">The PVC.</param>
/// <param name="Scope">Whose storage it is on.</param>
/// <param name="Volume">The Longhorn Volume's name; null while the PVC isn't bound to one, or its PV isn't known yet.</param>
/// <param name="Labels">What its own labels ask for, and the mistakes in them.</param>
/// <param name="Layers">What the layers of defaults above it say.</param>
/// <param name="Exemption">Why it is of no concern; null where it is.</param>
public sealed record ResolvedClaim(Claim Claim, Scope Scope, string? Volume, ParsedLabels Labels, ClaimLayers Layers, Exemption? Exemption)
{
    /// <summary>What it asks for, by its own labels and, where they don't say whether it is backed up, by its layers. Nothing where it is exempt.</summary>
    public required BackupIntent Intent { get; init; }

    /// <summary>Who says whether it is backed up.</summary>
    public required EnabledBy EnabledBy { get; init; }

    /// <summary>The PVC as source labels of jobs and backups name it: its key, unless that is too long for a label.</summary>
    public ObjectKey Source { get; } = SourceLabels.KeyOf(Claim.Key);

    /// <summary>The names that its job may have.</summary>
    public JobNames Names { get; } = new(Claim.Key, Labels.Intent.Name, Claim.Uid);

    /// <summary>The first attempt to archive it, by which all others are named; null where it asks for no archive.</summary>
    public ArchiveId? FirstAttempt { get; private init; }

    /// <summary>Which archive it asks for; without the label, any that it has.</summary>
    public ArchiveRequest ArchiveRequestAt(DateTimeOffset now, LabelKeys keys) =>
        FirstAttempt is null ? ArchiveRequest.AnyOf(ArchiveId.FirstOf(Claim.Uid)) : ArchiveRequest.Of(Claim, keys, now);

    /// <summary>Whether a layer asks for it to be backed up.</summary>
    public bool OptedInByLayer => Intent.OptedIn && EnabledBy != EnabledBy.Claim;

    /// <summary>The name of the job that it asks for first: <see cref="JobNaming"/> says whether it gets that one. Null where it asks for no job, its
    /// label <c>name</c> can't be read, or it has no name yet.</summary>
    public string? AskedName => Exemption is null && Intent.OptedIn && !HasUnreadableName && (Names.IsWritten || Claim.Key.Name.Length > 0) ? Names.Plain : null;

    /// <summary>Resolves a PVC, one that is being admitted included, in the cluster as it is.</summary>
    public static ResolvedClaim Of(Claim claim, ClusterState state)
    {
        var (labels, layers) = (LabelParser.Parse(claim.Labels, state.Keys, state.Limits), ClaimLayers.Of(claim, state));
        var speaks = claim.Labels[state.Keys.Of(LabelTable.Enabled)] is not null;
        var exemption = state.Exemptions.Of(claim, speaks);
        var (enabled, by) = layers.Decide(labels.Intent.Enabled, speaks);
        var intent = exemption is not null ? labels.Intent with { Enabled = null, Archive = null }
            : enabled == labels.Intent.Enabled ? labels.Intent
            : labels.Intent with { Enabled = enabled };
        return new(claim, ClaimScope.Of(claim, state), ClaimScope.LonghornVolumeOf(claim, state), labels, layers, exemption)
        {
            Intent = intent,
            EnabledBy = by,
            FirstAttempt = intent.WantsArchive ? ArchiveId.FirstOf(claim.Uid) : null,
        };
    }

    // One on other storage asks in vain, and blocks nobody.
    internal string? NameInUse => Scope == Scope.NotLonghorn ? null : AskedName;

    internal string? ArchiveSeries => FirstAttempt?.Series;

    private bool HasUnreadableName
    {
        get
        {
            foreach (var violation in Labels.Violations)
                if (violation.Condition == Condition.InvalidName) return true;
            return false;
        }
    }
}
