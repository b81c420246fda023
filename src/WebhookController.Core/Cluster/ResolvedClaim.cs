using WebhookController.Core.Archive;
using WebhookController.Core.Labels;
using WebhookController.Core.Naming;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Cluster;

/// <summary>A PVC with what follows from its labels and from the storage it is on: worked out once for each change of the PVC, its PV, its
/// StorageClass or Longhorn's limits, and then used by everybody.</summary>
/// <param name="Claim">The PVC.</param>
/// <param name="Scope">Whose storage it is on.</param>
/// <param name="Volume">The Longhorn Volume's name; null while the PVC isn't bound to one, or its PV isn't known yet.</param>
/// <param name="Labels">What its labels ask for, and the mistakes in them.</param>
public sealed record ResolvedClaim(Claim Claim, Scope Scope, string? Volume, ParsedLabels Labels)
{
    /// <summary>The PVC as source labels of jobs and backups name it: its key, unless that is too long for a label.</summary>
    public ObjectKey Source { get; } = SourceLabels.KeyOf(Claim.Key);

    /// <summary>The names that its job may have.</summary>
    public JobNames Names { get; } = new(Claim.Key, Labels.Intent.Name, Claim.Uid);

    /// <summary>The first attempt to archive it, by which all others are named; null where it asks for no archive.</summary>
    public ArchiveId? FirstAttempt { get; } = Labels.Intent.WantsArchive ? ArchiveId.FirstOf(Claim.Uid) : null;

    /// <summary>Which archive it asks for; without the label, any that it has.</summary>
    public ArchiveRequest ArchiveRequestAt(DateTimeOffset now, LabelKeys keys) =>
        FirstAttempt is null ? ArchiveRequest.AnyOf(ArchiveId.FirstOf(Claim.Uid)) : ArchiveRequest.Of(Claim, keys, now);

    /// <summary>What its labels ask for, as far as they can be read.</summary>
    public BackupIntent Intent => Labels.Intent;

    /// <summary>The name of the job that it asks for first: <see cref="JobNaming"/> says whether it gets that one. Null where it asks for no job, its
    /// label <c>name</c> can't be read, or it has no name yet.</summary>
    public string? AskedName => Intent.OptedIn && !HasUnreadableName && (Names.IsWritten || Claim.Key.Name.Length > 0) ? Names.Plain : null;

    /// <summary>Resolves a PVC, one that is being admitted included, in the cluster as it is.</summary>
    public static ResolvedClaim Of(Claim claim, ClusterState state) => new(
        claim, ClaimScope.Of(claim, state), ClaimScope.LonghornVolumeOf(claim, state), LabelParser.Parse(claim.Labels, state.Keys, state.Limits));

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
