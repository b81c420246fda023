using WebhookController.Core.Labels;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Planning;

/// <summary>One write to the cluster, as a value. What it says of itself is complete: equal descriptions are equal changes.</summary>
/// <param name="Target">The object it touches.</param>
public abstract record Change(ObjectKey Target)
{
    /// <summary>The change in one line, for the log and for dry runs.</summary>
    public abstract string Describe();

    /// <inheritdoc />
    public sealed override string ToString() => Describe();
}

/// <summary>Makes a job.</summary>
/// <param name="Job">The job to make.</param>
/// <param name="Source">The PVC it is for.</param>
public sealed record CreateJob(DesiredJob Job, ObjectKey Source) : Change(Job.Key)
{
    /// <inheritdoc />
    public override string Describe() => $"create recurringjob {Target.Name} for {Source}: {Job.Spec.Describe()}";
}

/// <summary>Brings a job's fields to what they should be, all others left alone.</summary>
/// <param name="Observed">The job as it was read: the change is only made to this very version.</param>
/// <param name="Labels">Labels to set, or (null) to take off.</param>
/// <param name="Annotations">Annotations to set, or (null) to take off.</param>
/// <param name="Spec">The spec to set; null where it is right already.</param>
/// <param name="Differences">What changes, in words.</param>
public sealed record PatchJob(
    RecurringJob Observed,
    IReadOnlyList<KeyValuePair<string, string?>> Labels,
    IReadOnlyList<KeyValuePair<string, string?>> Annotations,
    JobSpec? Spec,
    IReadOnlyList<string> Differences) : Change(Observed.Key)
{
    /// <summary>How many backups the job keeps from now on, where of its spec only that changes; null where it doesn't.</summary>
    public int? Retain { get; init; }

    /// <summary>Whether the job keeps fewer backups from now on because a layer of defaults says so.</summary>
    public bool LowersByDefault { get; init; }

    /// <inheritdoc />
    public override string Describe() => $"patch recurringjob {Target.Name}: {string.Join(", ", Differences)}";
}

/// <summary>Why a job is deleted.</summary>
public enum DeletionReason
{
    /// <summary>Its PVC says enabled=false.</summary>
    OptedOut,

    /// <summary>Its PVC says nothing, and the layers of defaults above it say enabled=false, or ask for no backups any more.</summary>
    OptedOutByLayer,

    /// <summary>Its PVC is of no concern any more.</summary>
    Exempt,

    /// <summary>Its PVC has a job of another name by now.</summary>
    Renamed,

    /// <summary>Its PVC is gone, and there was no archive.</summary>
    ClaimGone,
}

/// <summary>Deletes a job; the backups it made stay.</summary>
/// <param name="Observed">The job as it was read: the change is only made to this very version.</param>
/// <param name="Reason">Why.</param>
/// <param name="Source">The PVC it was for, as its labels tell.</param>
public sealed record DeleteJob(RecurringJob Observed, DeletionReason Reason, ObjectKey Source) : Change(Observed.Key)
{
    /// <inheritdoc />
    public override string Describe() => $"delete recurringjob {Target.Name}: " + Reason switch
    {
        DeletionReason.OptedOut => $"{Source} is opted out",
        DeletionReason.OptedOutByLayer => $"{Source} is opted out by its namespace or storage class",
        DeletionReason.Exempt => $"{Source} is exempt",
        DeletionReason.Renamed => $"{Source} has another job now",
        _ => $"{Source} is gone",
    };
}

/// <summary>Makes the snapshot of an archive.</summary>
/// <param name="Target">The snapshot's name.</param>
/// <param name="Volume">The Longhorn Volume.</param>
/// <param name="Labels">Whose it is and that it is an archive.</param>
/// <param name="Source">The PVC.</param>
public sealed record CreateSnapshot(ObjectKey Target, string Volume, LabelSet Labels, ObjectKey Source) : Change(Target)
{
    /// <inheritdoc />
    public override string Describe() => $"create snapshot {Target.Name} of volume {Volume} to archive {Source}";
}

/// <summary>Makes the full backup of an archive. It is of no job, so no job's retention ever counts or removes it.</summary>
/// <param name="Target">The backup's name, which is its snapshot's too.</param>
/// <param name="Volume">The Longhorn Volume.</param>
/// <param name="Labels">Whose it is and that it is an archive.</param>
/// <param name="Source">The PVC.</param>
public sealed record CreateBackup(ObjectKey Target, string Volume, LabelSet Labels, ObjectKey Source) : Change(Target)
{
    /// <inheritdoc />
    public override string Describe() => $"create backup {Target.Name} of volume {Volume} to archive {Source}";
}

/// <summary>Puts job labels on a Longhorn Volume, or takes them off.</summary>
/// <param name="Observed">The volume as it was read; only that one (by its uid) is touched.</param>
/// <param name="Labels">Labels to set, or (null) to take off.</param>
public sealed record LabelVolume(LonghornVolume Observed, IReadOnlyList<KeyValuePair<string, string?>> Labels) : Change(Observed.Key)
{
    /// <summary>Whether it only takes off labels of jobs that no longer exist, or of the archive of a PVC that is gone. Nobody waits for it.</summary>
    public bool OnlyLeftovers { get; init; }

    /// <inheritdoc />
    public override string Describe() => $"label volume {Target.Name}: {LabelChanges.Describe(Labels)}";
}

/// <summary>Puts job labels on a PVC whose labels Longhorn copies to its Volume, or takes them off.</summary>
/// <param name="Observed">The PVC as it was read; only that one (by its uid) is touched.</param>
/// <param name="Labels">Labels to set, or (null) to take off.</param>
public sealed record LabelClaim(Claim Observed, IReadOnlyList<KeyValuePair<string, string?>> Labels) : Change(Observed.Key)
{
    /// <summary>Whether it only takes off labels of jobs that no longer exist. Nobody waits for it.</summary>
    public bool OnlyLeftovers { get; init; }

    /// <inheritdoc />
    public override string Describe() => $"label pvc {Target}: {LabelChanges.Describe(Labels)}";
}
