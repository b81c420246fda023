using WebhookController.Core.Naming;
using WebhookController.Core.Objects;
using WebhookController.Core.Status;

namespace WebhookController.Core.Planning;

/// <summary>The plan for one PVC, there or gone, with all that carries its source labels: a pure function of its neighbourhood and the time.</summary>
/// <param name="Source">The PVC, as source labels tell it.</param>
public sealed record ClaimPlan(ObjectKey Source)
{
    /// <summary>What is to be done; of several PVCs with one source, a sequence each.</summary>
    public IReadOnlyList<ChangeSequence> Sequences { get; init; } = [];

    /// <summary>What is to be done while lower retention through a layer waits for a person; null where none is lowered.</summary>
    public IReadOnlyList<ChangeSequence>? SequencesHoldingRetention { get; init; }

    /// <summary>The jobs whose retention a layer lowers.</summary>
    public IReadOnlyList<RetainLowering> Lowerings { get; init; } = [];

    /// <summary>Changes that Longhorn would refuse, because the job keeps more backups than its ceiling allows.</summary>
    public IReadOnlyList<BlockedChange> Blocked { get; init; } = [];

    /// <summary>How many of its jobs keep settings that neither the PVC nor any layer says now.</summary>
    public int KeepsSettings { get; init; }

    /// <summary>How its labels are; nothing where the PVC is gone or isn't on Longhorn.</summary>
    public IReadOnlyList<ClaimStatus> Statuses { get; init; } = [];

    /// <summary>How it is protected, and how fresh its backups are.</summary>
    public IReadOnlyList<ProtectionStatus> Protections { get; init; } = [];

    /// <summary>How its archives are.</summary>
    public IReadOnlyList<ArchiveStatus> Archives { get; init; } = [];

    /// <summary>What is left of a PVC that went without an archive.</summary>
    public IReadOnlyList<Orphan> Orphans { get; init; } = [];

    /// <summary>When it has to be planned again though nothing happens: a retry, a date, a run; null where time alone changes nothing.</summary>
    public DateTimeOffset? LookAgainAt { get; init; }

    /// <summary>Why it could not be planned: a bug, which leaves its job alone and affects nobody else. Null where it could.</summary>
    public Exception? Failure { get; init; }

    /// <summary>Deletions that a layer leads to, and that follow once Longhorn has taken the jobs off volumes: they are as many as the others.</summary>
    public IReadOnlyList<DeleteJob> Awaited { get; init; } = [];

    /// <summary>The deletions of jobs among the changes.</summary>
    public IEnumerable<DeleteJob> Deletions => Sequences.SelectMany(sequence => sequence.Changes).OfType<DeleteJob>();

    /// <summary>Whether nothing is known of it any more.</summary>
    public bool IsEmpty => Failure is null && Sequences.Count == 0 && Statuses.Count == 0 && Archives.Count == 0 && Orphans.Count == 0;

    /// <summary>The changes without what waits for a person; the rest of each sequence goes ahead.</summary>
    /// <param name="deletions">Whether deletions of jobs wait.</param>
    /// <param name="retention">Whether lower retention waits.</param>
    public IReadOnlyList<ChangeSequence> SequencesHolding(bool deletions, bool retention)
    {
        var sequences = retention ? SequencesHoldingRetention ?? Sequences : Sequences;
        return deletions ? WithoutDeletions(sequences, Awaited) : sequences;
    }

    // A PVC that opts out by its own label is let go of at once. The volume of one that seems gone, or that a layer opts out, keeps its job: that so many are
    // is what is doubted.
    private static IReadOnlyList<ChangeSequence> WithoutDeletions(IReadOnlyList<ChangeSequence> sequences, IReadOnlyList<DeleteJob> awaited) =>
    [
        .. sequences
            .Where(sequence => !sequence.Changes.Any(change => change is DeleteJob { Reason: DeletionReason.ClaimGone or DeletionReason.OptedOutByLayer or DeletionReason.Exempt }))
            .Where(sequence => !awaited.Any(deletion => deletion.Source == SourceLabels.KeyOf(sequence.Claim)))
            .Select(sequence => sequence with { Changes = [.. sequence.Changes.Where(change => change is not DeleteJob)] })
            .Where(sequence => sequence.Changes.Count > 0),
    ];
}
