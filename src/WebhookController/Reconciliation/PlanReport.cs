using WebhookController.Core.Cluster;
using WebhookController.Core.Layers;
using WebhookController.Core.Planning;
using WebhookController.Core.Status;

namespace WebhookController.Reconciliation;

/// Says in the log what a plan found out, once for as long as it stays the same.
internal sealed class PlanReport(ILogger<PlanReport> logger)
{
    private const int NamesShown = 20;

    private string _dryRun = "";
    private string _held = "";
    private string _defaults = "";
    private string? _degraded;
    private string _targets = "";
    private HashSet<string> _archives = [];

    public void Print(Plan plan, EffectiveDefaults defaults, ClusterState state, bool dryRun)
    {
        PrintDegraded(state);
        if (IsNew(ref _targets, state.Longhorn.Targets.Problem ?? "") && _targets.Length > 0) logger.TargetsUnknown(_targets);
        if (state.CanPlan) PrintArchives(plan);
        if (IsNew(ref _held, plan.Held?.Digest ?? "") && plan.Held is { } held)
            logger.DeletionsHeld(held.Deletions.Count, held.ManagedJobs, held.Digest, Names(held));

        if (IsNew(ref _defaults, WhatIsWrongWith(defaults)) && _defaults.Length > 0)
            logger.DefaultsInvalid(_defaults);

        if (dryRun && IsNew(ref _dryRun, string.Join('\n', plan.Changes.Select(change => change.Describe())))) PrintDryRun(plan);
    }

    private static string WhatIsWrongWith(EffectiveDefaults defaults) => defaults.SourceDeleted
        ? "it is gone; after a restart without it the built-in ones would hold"
        : string.Join("; ", defaults.Violations.Select(violation => violation.Message));

    private void PrintArchives(Plan plan)
    {
        var now = new HashSet<string>(StringComparer.Ordinal);
        foreach (var archive in plan.Archives)
        {
            if (Standing(archive) is not { } standing || !now.Add($"{archive.Job}: {standing}")) continue;
            if (!_archives.Contains($"{archive.Job}: {standing}")) logger.Archive(archive.Claim, archive.Job, standing);
        }
        _archives = now;
    }

    private static string? Standing(ArchiveStatus archive) => archive switch
    {
        { Retained: true, Failed: true } => $"retained, but {archive.Detail}",
        { Retained: true, Expired: true } => "retained, and its last day is over: the job and its backups can be deleted by hand",
        { Retained: true } => "retained",
        { Ready: true } => "the archive is ready, the PVC can be deleted",
        { Failed: true } => $"the archive failed and {archive.Outlook}: {archive.Detail}",
        _ => null,
    };

    private static string Names(HeldDeletions held)
    {
        var names = string.Join(", ", held.Deletions.Take(NamesShown).Select(job => job.Target.Name));
        return held.Deletions.Count > NamesShown ? $"{names} and {held.Deletions.Count - NamesShown} more" : names;
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
        else if (state.CanPlan) logger.Complete(state.Claims.Items.Count, state.Longhorn.Jobs.Items.Count);
        else return;
        _degraded = missing;
    }

    // A kind that merely hasn't been read yet, right after the start, is nothing to speak of.
    private static IEnumerable<string> Missing(ClusterState state)
    {
        var longhorn = state.Longhorn;
        (string Name, string? Problem)[] kinds =
        [
            ("PersistentVolumeClaims", state.Claims.Problem),
            ("PersistentVolumes", state.Volumes.Problem),
            ("StorageClasses", state.StorageClasses.Problem),
            ("the ConfigMap of defaults", state.ConfigMaps.Problem),
            ("Longhorn's namespace", longhorn.Namespaces is { Synced: true, Items.IsEmpty: true }
                ? $"there is no namespace {longhorn.Namespace}"
                : longhorn.Namespaces.Problem),
            ("Longhorn's RecurringJobs", longhorn.Jobs.Problem),
            ("Longhorn's Volumes", longhorn.Volumes.Problem),
            ("Longhorn's Backups", longhorn.Backups.Problem),
            ("Longhorn's Snapshots", longhorn.Snapshots.Problem),
            ("Longhorn's Settings", longhorn.Settings.Problem),
        ];
        return kinds.Where(kind => kind.Problem is not null).Select(kind => $"{kind.Name} ({kind.Problem})");
    }

    private static bool IsNew(ref string last, string now)
    {
        if (last == now) return false;
        last = now;
        return true;
    }
}
