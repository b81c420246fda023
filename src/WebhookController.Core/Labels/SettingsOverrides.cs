namespace WebhookController.Core.Labels;

/// <summary>The settings that a PVC's labels, or the ConfigMap of defaults, speak of; null where they don't.</summary>
public sealed record SettingsOverrides
{
    /// <summary>Nothing said.</summary>
    public static SettingsOverrides None { get; } = new();

    /// <summary>Backups to keep.</summary>
    public int? Retain { get; init; }

    /// <summary>Hours from backup to backup.</summary>
    public int? Interval { get; init; }

    /// <summary>A time of day at which one of them starts.</summary>
    public TimeOnly? Start { get; init; }

    /// <summary>Every Nth backup is full; 0 = never.</summary>
    public int? FullBackupInterval { get; init; }

    /// <summary>Volumes backed up at a time.</summary>
    public int? Concurrency { get; init; }
}
