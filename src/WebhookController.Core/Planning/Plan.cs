using WebhookController.Core.Layers;
using WebhookController.Core.Objects;
using WebhookController.Core.Status;

namespace WebhookController.Core.Planning;

/// <summary>What is to be done, and how things are, in the whole cluster.</summary>
/// <param name="Sequences">The changes, grouped: sequences are independent of each other.</param>
/// <param name="Statuses">How the labels of each Longhorn PVC are.</param>
/// <param name="Orphans">Jobs and backups whose PVC went without an archive.</param>
/// <param name="Held">Deletions that wait for a person; null where there are none.</param>
public sealed record Plan(
    IReadOnlyList<ChangeSequence> Sequences,
    IReadOnlyList<ClaimStatus> Statuses,
    IReadOnlyList<Orphan> Orphans,
    HeldDeletions? Held)
{
    /// <summary>How each archive is.</summary>
    public IReadOnlyList<ArchiveStatus> Archives { get; init; } = [];

    /// <summary>Deletions that are many and that a person has agreed to; null where there are none.</summary>
    public Consent? Agreed { get; init; }

    /// <summary>Changes that Longhorn would refuse, because the job keeps more backups than its ceiling allows.</summary>
    public IReadOnlyList<BlockedChange> Blocked { get; init; } = [];

    /// <summary>Lower retention that waits for a person; null where there is none.</summary>
    public HeldRetention? HeldRetention { get; init; }

    /// <summary>Lower retention that would cost many backups and that a person has agreed to; null where there is none.</summary>
    public Consent? AgreedRetention { get; init; }

    /// <summary>How many jobs keep settings that neither their PVC nor any layer says now.</summary>
    public int KeepSettings { get; init; }

    /// <summary>How each Longhorn PVC is protected, and how fresh its backups are.</summary>
    public IReadOnlyList<ProtectionStatus> Protections { get; init; } = [];

    /// <summary>Backups that no managed job accounts for, by reason; a reason that isn't there has none.</summary>
    public IReadOnlyList<Untracked> Untracked { get; init; } = [];

    /// <summary>The BackupTargets that have a URL.</summary>
    public IReadOnlyList<TargetStatus> Targets { get; init; } = [];

    /// <summary>Whether not everything could be read: such a plan speaks of labels only, and says nothing new of anything else.</summary>
    public bool Partial { get; init; }

    /// <summary>Every change, in order.</summary>
    public IEnumerable<Change> Changes => Sequences.SelectMany(sequence => sequence.Changes);
}

/// <summary>Changes that belong together: made in order, and where one fails the rest wait for the next plan.</summary>
/// <param name="Claim">The PVC they are about.</param>
/// <param name="Changes">The changes.</param>
public sealed record ChangeSequence(ObjectKey Claim, IReadOnlyList<Change> Changes);

/// <summary>A change of a job that Longhorn would refuse.</summary>
/// <param name="Claim">The PVC.</param>
/// <param name="Change">What would be changed.</param>
public sealed record BlockedChange(ObjectKey Claim, PatchJob Change);

/// <summary>Deletions that are too many at once to be trusted.</summary>
/// <param name="Digest">What the ConfigMap key <c>allow-mass-deletion</c> must hold to let them go ahead.</param>
/// <param name="Deletions">The deletions.</param>
/// <param name="ManagedJobs">How many jobs there are.</param>
public sealed record HeldDeletions(string Digest, IReadOnlyList<DeleteJob> Deletions, int ManagedJobs);
