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

    /// <summary>Whether an archive is wanted.</summary>
    public bool? Archive { get; init; }

    /// <summary>The last day (UTC) the archive is wanted.</summary>
    public DateOnly? ArchiveDeleteAfter { get; init; }

    /// <summary>Whether the PVC asks to be backed up.</summary>
    public bool OptedIn => Enabled is true;

    /// <summary>Whether the PVC asks not to be backed up.</summary>
    public bool OptedOut => Enabled is false;
}

/// <summary>The outcome of reading a PVC's labels one by one.</summary>
/// <param name="Intent">What could be read.</param>
/// <param name="Violations">Every label that couldn't be, in the order of the label table, unknown ones last.</param>
public sealed record ParsedLabels(BackupIntent Intent, IReadOnlyList<Violation> Violations);
