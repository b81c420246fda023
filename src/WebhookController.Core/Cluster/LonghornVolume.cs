using WebhookController.Core.Labels;

namespace WebhookController.Core.Cluster;

/// <summary>A Longhorn Volume, as far as it tells which jobs run on it.</summary>
public sealed record LonghornVolume : ClusterObject
{
    /// <summary>Its labels that run jobs (see <see cref="LonghornLabels.JobPrefix"/>).</summary>
    public LabelSet JobLabels { get; init; } = LabelSet.Empty;
}
