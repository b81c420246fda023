using WebhookController.Core.Planning;
using WebhookController.Core.Scheduling;
using WebhookController.Core.Status;

namespace WebhookController.Core.Report;

/// <summary>The whole cluster at one moment, as people look at it: the status page, its JSON and the command <c>audit</c> all read this.</summary>
/// <param name="Now">The moment.</param>
/// <param name="Claims">Every PVC on Longhorn, in the order of names.</param>
public sealed record ClusterReport(DateTimeOffset Now, IReadOnlyList<ClaimReport> Claims)
{
    /// <summary>Sums over all of it.</summary>
    public required ReportTotals Totals { get; init; }

    /// <summary>How each archive is.</summary>
    public IReadOnlyList<ArchiveReport> Archives { get; init; } = [];

    /// <summary>Jobs and backups whose PVC went without an archive.</summary>
    public IReadOnlyList<Orphan> Orphans { get; init; } = [];

    /// <summary>Backups that no managed job accounts for, by reason.</summary>
    public IReadOnlyList<Untracked> Untracked { get; init; } = [];

    /// <summary>The BackupTargets that have a URL.</summary>
    public IReadOnlyList<TargetStatus> Targets { get; init; } = [];

    /// <summary>Deletions that wait for a person; null where there are none.</summary>
    public HeldDeletions? HeldDeletions { get; init; }

    /// <summary>Lower retention that waits for a person; null where there is none.</summary>
    public HeldRetention? HeldRetention { get; init; }

    /// <summary>Changes that Longhorn would refuse.</summary>
    public IReadOnlyList<BlockedChange> Blocked { get; init; } = [];

    /// <summary>Layers of defaults that aren't followed as they are.</summary>
    public IReadOnlyList<LayerMistake> LayerMistakes { get; init; } = [];

    /// <summary>When jobs start.</summary>
    public required StartCounts Starts { get; init; }

    /// <summary>What can't be read, a sentence each. Then the report speaks of labels only.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>Whether not everything is read, or not yet: the report speaks of labels only.</summary>
    public bool Partial { get; init; }
}

/// <summary>A layer of defaults that isn't followed as it is.</summary>
/// <param name="Layer">Its kind and name.</param>
/// <param name="Problem">What is wrong with it.</param>
public sealed record LayerMistake(string Layer, string Problem);

/// <summary>An archive.</summary>
/// <param name="Status">How it is.</param>
/// <param name="Backup">The backup that is the archive, once that is known.</param>
/// <param name="DeleteAfter">The last day it is wanted; null where it is kept for ever.</param>
public sealed record ArchiveReport(ArchiveStatus Status, string? Backup, DateOnly? DeleteAfter);

/// <summary>Sums over a cluster.</summary>
public sealed record ReportTotals
{
    /// <summary>PVCs on Longhorn that aren't exempt.</summary>
    public int Claims { get; init; }

    /// <summary>Of these, those that are protected, archived or about to be.</summary>
    public int Covered { get; init; }

    /// <summary>Of these, those that opted out.</summary>
    public int OptedOut { get; init; }

    /// <summary>PVCs that are exempt.</summary>
    public int Exempt { get; init; }

    /// <summary>PVCs that ask for backups and aren't backed up.</summary>
    public int Unprotected { get; init; }

    /// <summary>PVCs whose backups are too old.</summary>
    public int Stale { get; init; }

    /// <summary>PVCs whose data is at risk.</summary>
    public int AtRisk { get; init; }

    /// <summary>PVCs that somebody has to see to, though nothing is at risk yet.</summary>
    public int NeedAttention { get; init; }

    /// <summary>PVCs in each state; a state that isn't there has none.</summary>
    public IReadOnlyDictionary<ProtectionState, int> ByState { get; init; } = new Dictionary<ProtectionState, int>();

    /// <summary>PVCs whose labels have a mistake, or say nothing.</summary>
    public int Violating { get; init; }

    /// <summary>Jobs and backups left by PVCs that went without an archive.</summary>
    public int Orphans { get; init; }

    /// <summary>What untracked backups take in the backup target, in bytes.</summary>
    public long UntrackedBytes { get; init; }

    /// <summary>The share of PVCs that ask for backups, or should, and have them: 0 to 1; 1 where there are none.</summary>
    public double Coverage => Claims == OptedOut ? 1 : (double)Covered / (Claims - OptedOut);
}
