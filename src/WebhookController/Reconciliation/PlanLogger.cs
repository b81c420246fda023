using WebhookController.Core.Cluster;
using WebhookController.Core.Layers;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;
using WebhookController.Core.Report;
using WebhookController.Core.Status;

namespace WebhookController.Reconciliation;

// Writes to the log what passes find out, once for as long as it stays the same.
internal sealed class PlanLogger(ILogger<PlanLogger> logger)
{
    private const int NamesShown = 20;

    private readonly Dictionary<ObjectKey, string> _dryRun = [];
    private readonly Dictionary<ObjectKey, HashSet<string>> _archives = [];
    private readonly Dictionary<ObjectKey, string> _failures = [];
    private readonly Dictionary<ObjectKey, string> _blocked = [];
    private string _held = "";
    private string _heldRetention = "";
    private string _defaults = "";
    private string? _degraded;
    private string _targets = "";
    private (LayerIndex? Namespaces, LayerIndex? Classes) _layers;
    private HashSet<(string Layer, string Mistakes)> _layerMistakes = [];

    public void Log(PlanDelta delta, EffectiveDefaults defaults, ClusterState state, bool dryRun)
    {
        LogDegraded(state);
        if (IsNew(ref _targets, state.Longhorn.Targets.Problem ?? "") && _targets.Length > 0) logger.TargetsUnknown(_targets);
        if (state.CanPlan) LogArchives(delta);
        LogFailures(delta);
        if (IsNew(ref _held, delta.Held?.Digest ?? "") && delta.Held is { } held)
            logger.DeletionsHeld(held.Deletions.Count, held.ManagedJobs, held.Digest, Names(held.Deletions.Select(job => job.Target.Name), held.Deletions.Count));

        if (IsNew(ref _heldRetention, delta.HeldRetention?.Digest ?? "") && delta.HeldRetention is { } lower)
            logger.RetentionHeld(lower.Lowerings.Count, lower.AtStake, lower.AllBackups, lower.Digest, Names(lower.Lowerings.Select(job => $"{job.Job} ({job.From} → {job.To})"), lower.Lowerings.Count));

        LogBlocked(delta);
        if (IsNew(ref _defaults, WhatIsWrongWith(defaults, delta)) && _defaults.Length > 0)
            logger.DefaultsInvalid(_defaults);

        LogLayers(state);
        if (dryRun) LogDryRun(delta);
    }

    private void LogLayers(ClusterState state)
    {
        if (ReferenceEquals(_layers.Namespaces, state.NamespaceLayers) && ReferenceEquals(_layers.Classes, state.ClassLayers)) return;
        _layers = (state.NamespaceLayers, state.ClassLayers);
        var now = Mistakes("Namespace", state.NamespaceLayers).Concat(Mistakes("StorageClass", state.ClassLayers)).ToHashSet();
        foreach (var (layer, mistakes) in now.Except(_layerMistakes)) logger.LayerInvalid(layer, mistakes);
        _layerMistakes = now;
    }

    private static IEnumerable<(string Layer, string Mistakes)> Mistakes(string kind, LayerIndex layers) => layers.WithMistakes.Select(layer =>
        ($"{kind} {layer.Key}", layer.Value.Violations.Count > 0 ? string.Join("; ", layer.Value.Violations.Select(violation => violation.Message)) : "it can't be read"));

    private static string WhatIsWrongWith(EffectiveDefaults defaults, PlanDelta delta) => defaults.Violations.Count > 0
        ? string.Join("; ", defaults.Violations.Select(violation => violation.Message))
        : delta.KeepSettings > 0 ? "there is none, and some jobs keep settings that nobody says any more" : "";

    private void LogArchives(PlanDelta delta)
    {
        delta.ForgetGone(_archives);
        foreach (var change in delta.Changes)
        {
            var now = new HashSet<string>(StringComparer.Ordinal);
            var before = _archives.GetValueOrDefault(change.Source);
            foreach (var archive in change.After?.Archives ?? [])
            {
                if (Describe(archive) is not { } text || !now.Add($"{archive.Job}: {text}")) continue;
                if (before?.Contains($"{archive.Job}: {text}") is not true) logger.Archive(archive.Claim, archive.Job, text);
            }
            if (now.Count > 0) _archives[change.Source] = now;
            else _archives.Remove(change.Source);
        }
    }

    private void LogBlocked(PlanDelta delta)
    {
        delta.ForgetGone(_blocked);
        foreach (var change in delta.Changes)
        {
            var text = string.Join('\n', change.After?.Blocked.Select(blocked => blocked.Change.Describe()) ?? []);
            if (text == (_blocked.GetValueOrDefault(change.Source) ?? "")) continue;
            if (text.Length > 0) _blocked[change.Source] = text;
            else _blocked.Remove(change.Source);
            foreach (var blocked in change.After?.Blocked ?? []) logger.ChangeBlocked(blocked.Claim, blocked.Change.Describe(), blocked.Change.Observed.Spec.Retain);
        }
    }

    private void LogFailures(PlanDelta delta)
    {
        delta.ForgetGone(_failures);
        foreach (var change in delta.Changes)
        {
            if (change.After?.Failure is not { } bug) _failures.Remove(change.Source);
            else if (_failures.GetValueOrDefault(change.Source) != bug.Message)
            {
                _failures[change.Source] = bug.Message;
                logger.PlanningFailed(change.Source, bug);
            }
        }
    }

    private static string? Describe(ArchiveStatus archive) => archive switch
    {
        { Retained: true, Failed: true } => $"retained, but {archive.Detail}",
        { Retained: true, Expired: true } => "retained, and its last day is over: the job and its backups can be deleted by hand",
        { Retained: true } => "retained",
        { Ready: true } => "the archive is ready, the PVC can be deleted",
        { Failed: true } => $"the archive failed and {archive.Outlook}: {archive.Detail}",
        _ => null,
    };

    private static string Names(IEnumerable<string> jobs, int count)
    {
        var names = string.Join(", ", jobs.Take(NamesShown));
        return count > NamesShown ? $"{names} and {count - NamesShown} more" : names;
    }

    private void LogDryRun(PlanDelta delta)
    {
        delta.ForgetGone(_dryRun);
        foreach (var change in delta.Changes)
        {
            var sequences = change.After?.Sequences ?? [];
            var text = string.Join('\n', sequences.SelectMany(sequence => sequence.Changes.Select(step => step.Describe())));
            if (text == (_dryRun.GetValueOrDefault(change.Source) ?? "")) continue;
            _dryRun[change.Source] = text;
            foreach (var sequence in sequences)
                foreach (var step in sequence.Changes)
                    logger.WouldChange(sequence.Claim, step.Describe());
        }
    }

    private void LogDegraded(ClusterState state)
    {
        var missing = string.Join(", ", Unread.In(state));
        if (missing == _degraded) return;
        if (missing.Length > 0) logger.Degraded(missing);
        else if (state.CanPlan) logger.Complete(state.Claims.Items.Count, state.Longhorn.Jobs.Items.Count);
        else return;
        _degraded = missing;
    }

    private static bool IsNew(ref string last, string now)
    {
        if (last == now) return false;
        last = now;
        return true;
    }
}
