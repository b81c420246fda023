namespace WebhookController.Core.Labels;

/// <summary>What a PVC's labels ask for, as far as they can be read; null is "not said" (or not readable: see the violations).</summary>
public sealed record BackupIntent
{
    /// <summary>Whether the PVC is to be backed up.</summary>
    public bool? Enabled { get; init; }

    /// <summary>What the job is called after.</summary>
    public string? Name { get; init; }

    /// <summary>The settings that differ from the defaults.</summary>
    public SettingsOverrides Overrides { get; init; } = SettingsOverrides.None;

    /// <summary>What the label <c>archive</c> says; <see cref="WantsArchive"/> says whether it counts.</summary>
    public bool? Archive { get; init; }

    /// <summary>The last day (UTC) the archive is wanted.</summary>
    public DateOnly? ArchiveDeleteAfter { get; init; }

    /// <summary>Whether the PVC asks to be backed up.</summary>
    public bool OptedIn => Enabled is true;

    /// <summary>Whether the PVC asks not to be backed up.</summary>
    public bool OptedOut => Enabled is false;

    /// <summary>Whether the PVC asks for an archive: a label left on a PVC that is opted out asks for none.</summary>
    public bool WantsArchive => Archive is true && !OptedOut;
}

/// <summary>The outcome of reading a PVC's labels one by one.</summary>
/// <param name="Intent">What could be read.</param>
/// <param name="Violations">Every label that couldn't be, in the order of the label table, unknown ones last.</param>
public sealed record ParsedLabels(BackupIntent Intent, IReadOnlyList<Violation> Violations);

/// <summary>The settings that a PVC's labels, or a layer of defaults, speak of; null where they don't.</summary>
public sealed record SettingsOverrides
{
    /// <summary>Nothing said.</summary>
    public static SettingsOverrides None { get; } = new();

    /// <summary>Backups to keep.</summary>
    public int? Retain { get; init; }

    /// <summary>Hours from backup to backup.</summary>
    public int? Interval { get; init; }

    /// <summary>When they start.</summary>
    public StartTime? Start { get; init; }

    /// <summary>Every Nth backup is full; 0 = never.</summary>
    public int? FullBackupInterval { get; init; }

    /// <summary>Volumes backed up at a time.</summary>
    public int? Concurrency { get; init; }

    /// <summary>What these speak of, and of all else what <paramref name="lower"/> speak of.</summary>
    public SettingsOverrides Over(SettingsOverrides lower) => lower == None ? this : this == None ? lower : new()
    {
        Retain = Retain ?? lower.Retain,
        Interval = Interval ?? lower.Interval,
        Start = Start ?? lower.Start,
        FullBackupInterval = FullBackupInterval ?? lower.FullBackupInterval,
        Concurrency = Concurrency ?? lower.Concurrency,
    };
}
