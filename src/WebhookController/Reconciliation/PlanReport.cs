using WebhookController.Core.Cluster;
using WebhookController.Core.Planning;

namespace WebhookController.Reconciliation;

/// Says in the log what a plan found out, once for as long as it stays the same.
internal sealed class PlanReport(ILogger<PlanReport> logger)
{
    private string _dryRun = "";
    private string _held = "";
    private string _defaults = "";
    private string? _degraded;

    public void Print(Plan plan, Defaults defaults, ClusterState state, bool dryRun)
    {
        PrintDegraded(state);
        if (IsNew(ref _held, plan.Held?.Digest ?? "") && plan.Held is { } held)
            logger.DeletionsHeld(held.Deletions.Count, held.ManagedJobs, held.Digest, string.Join(", ", held.Deletions.Select(job => job.Target.Name)));

        if (IsNew(ref _defaults, string.Join("; ", defaults.Violations.Select(violation => violation.Message))) && _defaults.Length > 0)
            logger.DefaultsInvalid(_defaults);

        if (dryRun && IsNew(ref _dryRun, string.Join('\n', plan.Changes.Select(change => change.Describe())))) PrintDryRun(plan);
    }

    private void PrintDryRun(Plan plan)
    {
        logger.DryRun(plan.Changes.Count());
        foreach (var sequence in plan.Sequences)
            foreach (var change in sequence.Changes)
                logger.WouldChange(sequence.Claim, change.Describe());
    }

    private void PrintDegraded(ClusterState state)
    {
        var missing = string.Join(", ", Missing(state));
        if (missing == _degraded) return;
        if (missing.Length > 0) logger.Degraded(missing);
        else logger.Complete(state.Claims.Items.Count, state.Longhorn.Jobs.Items.Count);
        _degraded = missing;
    }

    private static IEnumerable<string> Missing(ClusterState state)
    {
        if (!state.Claims.Synced) yield return "PersistentVolumeClaims";
        if (!state.Volumes.Synced) yield return "PersistentVolumes";
        if (!state.StorageClasses.Synced) yield return "StorageClasses";
        if (!state.ConfigMaps.Synced) yield return "the ConfigMap of defaults";
        var longhorn = state.Longhorn;
        if (longhorn.Namespaces is not { Synced: true, Items.IsEmpty: false }) yield return $"Longhorn's namespace {longhorn.Namespace}";
        if (!longhorn.Jobs.Synced) yield return "Longhorn's RecurringJobs";
        if (!longhorn.Volumes.Synced) yield return "Longhorn's Volumes";
        if (!longhorn.Backups.Synced) yield return "Longhorn's Backups";
        if (!longhorn.Settings.Synced) yield return "Longhorn's Settings";
    }

    private static bool IsNew(ref string last, string now)
    {
        if (last == now) return false;
        last = now;
        return true;
    }
}
