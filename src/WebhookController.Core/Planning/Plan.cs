using WebhookController.Core.Freshness;
using WebhookController.Core.Labels;
using WebhookController.Core.Objects;
using WebhookController.Core.Status;

namespace WebhookController.Core.Planning;

/// <summary>What is to be done, and how things stand, after one look at the whole cluster.</summary>
/// <param name="Sequences">The changes, grouped: sequences are independent of each other.</param>
/// <param name="Statuses">How each Longhorn PVC stands.</param>
/// <param name="Orphans">Jobs and backups whose PVC went without an archive.</param>
/// <param name="Held">Deletions that wait for a person; null where there are none.</param>
public sealed record Plan(
    IReadOnlyList<ChangeSequence> Sequences,
    IReadOnlyList<ClaimStatus> Statuses,
    IReadOnlyList<Orphan> Orphans,
    HeldDeletions? Held)
{
    /// <summary>That of a replica which isn't the leader: nothing to do, and nothing to say.</summary>
    public static Plan Nothing { get; } = new([], [], [], null);

    /// <summary>How each archive stands.</summary>
    public IReadOnlyList<ArchiveStatus> Archives { get; init; } = [];

    /// <summary>Deletions that are many and that a person has agreed to; null where there are none.</summary>
    public DeletionConsent? Agreed { get; init; }

    /// <summary>How each Longhorn PVC is protected, and how fresh its backups are.</summary>
    public IReadOnlyList<ProtectionStatus> Protections { get; init; } = [];

    /// <summary>Backups that no managed job accounts for, by reason; a reason that isn't there has none.</summary>
    public IReadOnlyList<Untracked> Untracked { get; init; } = [];

    /// <summary>The BackupTargets that have a URL.</summary>
    public IReadOnlyList<TargetStatus> Targets { get; init; } = [];

    /// <summary>What was seen of backups by now: for the next plan.</summary>
    public BackupLedger Seen { get; init; } = BackupLedger.Empty;

    /// <summary>Whether not everything could be read: such a plan speaks of labels only, and says nothing new of anything else.</summary>
    public bool Partial { get; init; }

    /// <summary>Every change, in order.</summary>
    public IEnumerable<Change> Changes => Sequences.SelectMany(sequence => sequence.Changes);
}

/// <summary>Changes that belong together: made in order, and where one fails the rest wait for the next plan.</summary>
/// <param name="Claim">The PVC they are about.</param>
/// <param name="Changes">The changes.</param>
public sealed record ChangeSequence(ObjectKey Claim, IReadOnlyList<Change> Changes);

/// <summary>How a Longhorn PVC stands.</summary>
/// <param name="Claim">The PVC.</param>
/// <param name="Job">The job of ours that protects it now; null where none does.</param>
/// <param name="Violations">What is wrong with its labels.</param>
public sealed record ClaimStatus(ObjectKey Claim, string? Job, IReadOnlyList<Violation> Violations);

/// <summary>How a BackupTarget stands.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Available">Whether Longhorn reaches it.</param>
public sealed record TargetStatus(string Name, bool Available);

/// <summary>A PVC that went without an archive, while something of its backups is still there.</summary>
/// <param name="Claim">The PVC, as source labels tell it.</param>
/// <param name="Job">The job that made its backups.</param>
public sealed record Orphan(ObjectKey Claim, string Job);

/// <summary>Deletions that are too many at once to be trusted.</summary>
/// <param name="Digest">What the ConfigMap key <c>allow-mass-deletion</c> must hold to let them go ahead.</param>
/// <param name="Deletions">The deletions.</param>
/// <param name="ManagedJobs">How many jobs there are.</param>
public sealed record HeldDeletions(string Digest, IReadOnlyList<DeleteJob> Deletions, int ManagedJobs);

/// <summary>A person's consent to exactly these deletions.</summary>
/// <param name="Digest">The digest that was agreed to.</param>
/// <param name="Uids">The uids of the jobs.</param>
public sealed record DeletionConsent(string Digest, IReadOnlySet<string> Uids);

/// <summary>How the archive of a PVC stands; the PVC may be gone.</summary>
/// <param name="Claim">The PVC; where it is gone, as source labels tell it.</param>
/// <param name="Job">The job that keeps the archive.</param>
public sealed record ArchiveStatus(ObjectKey Claim, string Job)
{
    /// <summary>The backup is complete, and the PVC can go.</summary>
    public bool Ready { get; init; }

    /// <summary>The last attempt failed, or the PVC went before any was complete.</summary>
    public bool Failed { get; init; }

    /// <summary>The PVC is gone, and the job stays.</summary>
    public bool Retained { get; init; }

    /// <summary>Its last day is over: a person may delete it.</summary>
    public bool Expired { get; init; }

    /// <summary>What a person should know of it: the error where it failed, else how far it is; null where there is nothing.</summary>
    public string? Detail { get; init; }

    /// <summary>How one that failed goes on, in words that follow "it"; null where the PVC is gone.</summary>
    public string? Outlook { get; init; }
}
