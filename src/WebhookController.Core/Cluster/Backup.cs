using WebhookController.Core.Labels;

namespace WebhookController.Core.Cluster;

/// <summary>A Longhorn Backup, as far as it tells whose it is.</summary>
public sealed record Backup : ClusterObject
{
    /// <summary>The job that made it; null for backups made by hand.</summary>
    public string? Job { get; init; }

    /// <summary>The source labels the job put on it: they travel to the backup target and come back from it.</summary>
    public LabelSet SourceLabels { get; init; } = LabelSet.Empty;
}
