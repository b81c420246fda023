using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;

namespace WebhookController.Core.Reviews;

/// <summary>What is not decided by the labels of the PVC itself.</summary>
internal static class LayerWarnings
{
    /// <summary>That its Namespace or StorageClass decides: at CREATE, and when its own label goes.</summary>
    public static IEnumerable<string> IsDecidedByLayer(ClaimChange change)
    {
        var decided = change.Resolved.EnabledBy;
        if (change.Scope != Scope.Longhorn || change.WasResolved?.EnabledBy == decided) return [];
        var says = $"says {LabelTable.Enabled.Name}={(change.Intent.OptedIn ? "true" : "false")}";
        var effect = change.Intent.OptedIn ? "backed up" : "not backed up";
        return decided switch
        {
            EnabledBy.Namespace => [$"{effect}: its Namespace {says}"],
            EnabledBy.StorageClass => [$"{effect}: its StorageClass {says}"],
            EnabledBy.Undecided => ["whether it is backed up isn't known yet: its Namespace or StorageClass wasn't read"],
            _ => [],
        };
    }
}
