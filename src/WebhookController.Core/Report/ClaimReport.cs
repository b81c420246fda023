using WebhookController.Core.Cluster;
using WebhookController.Core.Objects;
using WebhookController.Core.Status;

namespace WebhookController.Core.Report;

/// <summary>How soon a person has to see to a PVC.</summary>
public enum Urgency
{
    /// <summary>Data is at risk: it asks for backups and has none that are fresh enough, or nobody can say.</summary>
    Critical,

    /// <summary>Something is wrong that costs nothing yet: labels with a mistake or without a say, a run that is missed.</summary>
    Warning,

    /// <summary>It is on its way, or worth knowing.</summary>
    Notice,

    /// <summary>As it should be.</summary>
    None,
}

/// <summary>A PVC on Longhorn, with all that can be said of it.</summary>
/// <param name="Status">How it is protected.</param>
/// <param name="Freshness">How fresh its backups are.</param>
/// <param name="Urgency">How soon a person has to see to it.</param>
public sealed record ClaimReport(ProtectionStatus Status, Freshness Freshness, Urgency Urgency)
{
    /// <summary>The PVC.</summary>
    public ObjectKey Claim => Status.Claim;

    /// <summary>What is wrong with its labels, a sentence each.</summary>
    public IReadOnlyList<string> Mistakes { get; init; } = [];

    /// <summary>Who says whether it is backed up.</summary>
    public EnabledBy EnabledBy { get; init; }

    /// <summary>The rule by which it is exempt; null where it isn't.</summary>
    public string? Exemption { get; init; }

    /// <summary>The settings in force for it; none where it isn't opted in.</summary>
    public IReadOnlyList<SettingReport> Settings { get; init; } = [];

    /// <summary>Its Longhorn Volume; null where it isn't bound to one.</summary>
    public string? Volume { get; init; }

    /// <summary>How many complete backups its job has made and keeps.</summary>
    public int Backups { get; init; }

    /// <summary>What they take in the backup target, in bytes, as far as Longhorn says.</summary>
    public long BackupBytes { get; init; }

    /// <summary>Jobs of others that back its volume up.</summary>
    public IReadOnlyCollection<string> OtherSchedules { get; init; } = [];

    /// <summary>Whether changes for it wait for a person.</summary>
    public bool Held { get; init; }

    /// <summary>Why planning for it failed, which is a bug; null where it didn't.</summary>
    public string? Failure { get; init; }

    /// <summary>How long it has been without a new backup; null where it has none.</summary>
    public TimeSpan? AgeAt(DateTimeOffset now) => now - Status.LastSuccess;
}
