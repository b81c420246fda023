using WebhookController.Core.Archive;
using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Layers;
using WebhookController.Core.Naming;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;
using WebhookController.Core.Scheduling;
using WebhookController.Core.Status;

namespace WebhookController.Core.Report;

/// <summary>Makes reports. It works nothing out anew: all is in the plan, and in the state that it was made for.</summary>
public static class ClusterReporter
{
    /// <summary>The report of a cluster.</summary>
    /// <param name="state">The cluster.</param>
    /// <param name="plan">Its plan.</param>
    /// <param name="defaults">The ConfigMap.</param>
    /// <param name="now">The time.</param>
    public static ClusterReport Of(ClusterState state, Plan plan, EffectiveDefaults defaults, DateTimeOffset now)
    {
        var held = HeldSources(plan);
        var mistakes = plan.Statuses.Where(status => status.Violations.Count > 0).ToDictionary(status => status.Claim, status => status.Violations);
        // While not everything is read there are no protections, but mistakes are known all the same.
        var protections = plan.Partial
            ? plan.Statuses.Select(status => new ProtectionStatus(status.Claim, status.Job, Partial(status)))
            : plan.Protections;
        ClaimReport[] claims = [.. protections.Select(status => ClaimReporter.Of(status, mistakes.GetValueOrDefault(status.Claim, []), held.Contains(SourceLabels.KeyOf(status.Claim)), state, defaults, now))];
        var starts = new StartCounts();
        foreach (var claim in claims)
            if (claim.Status.Runs is { } runs) starts.Add(runs);
        return new ClusterReport(now, claims)
        {
            Totals = TotalsOf(claims, plan),
            Archives = [.. plan.Archives.Select(archive => Archive(archive, state))],
            Orphans = plan.Orphans,
            Untracked = plan.Untracked,
            Targets = plan.Targets,
            HeldDeletions = plan.Held,
            HeldRetention = plan.HeldRetention,
            Blocked = plan.Blocked,
            LayerMistakes = [.. Mistakes(state, defaults)],
            Starts = starts,
            Missing = [.. Unread.In(state)],
            Partial = plan.Partial,
        };
    }

    private static ReasonedState Partial(ClaimStatus status) =>
        status.Violations.Count > 0 ? ReasonedState.Violating(status.Violations[0].Condition) : ReasonedState.NotRead;

    private static HashSet<ObjectKey> HeldSources(Plan plan) =>
        [.. plan.Held?.Deletions.Select(deletion => deletion.Source) ?? [], .. plan.HeldRetention?.Lowerings.Select(lowering => SourceLabels.KeyOf(lowering.Claim)) ?? []];

    private static ReportTotals TotalsOf(ClaimReport[] claims, Plan plan)
    {
        var byState = claims.CountBy(claim => claim.Status.Current.State).ToDictionary();
        return new ReportTotals
        {
            Claims = claims.Length - Count(ProtectionState.Exempt),
            Covered = Count(ProtectionState.Protected) + Count(ProtectionState.Pending) + Count(ProtectionState.Archiving) + Count(ProtectionState.Archived),
            OptedOut = Count(ProtectionState.OptedOut),
            Exempt = Count(ProtectionState.Exempt),
            Unprotected = Count(ProtectionState.Unprotected),
            Violating = Count(ProtectionState.Violating) + Count(ProtectionState.Conflicting),
            Stale = claims.Count(claim => claim.Freshness == Freshness.Stale),
            AtRisk = claims.Count(claim => claim.Urgency == Urgency.Critical),
            NeedAttention = claims.Count(claim => claim.Urgency == Urgency.Warning),
            ByState = byState,
            Orphans = plan.Orphans.Count,
            UntrackedBytes = plan.Untracked.Sum(untracked => untracked.Bytes),
        };

        int Count(ProtectionState state) => byState.GetValueOrDefault(state);
    }

    private static ArchiveReport Archive(ArchiveStatus status, ClusterState state)
    {
        var job = state.JobNamed(status.Job);
        var annotations = ArchiveAnnotations.Read(job, state.Keys);
        var lastDay = job?.Labels[state.Keys.ArchiveDeleteAfter] is { } text && LabelTable.ArchiveDeleteAfter.Grammar.TryRead(text, state.Limits, out var day) ? day : (DateOnly?)null;
        return new ArchiveReport(status, annotations.Backup ?? annotations.Id?.ObjectName, lastDay);
    }

    private static IEnumerable<LayerMistake> Mistakes(ClusterState state, EffectiveDefaults defaults)
    {
        if (defaults.Violations.Count > 0) yield return new($"ConfigMap {DefaultsParser.ConfigMapName}", Sentences(defaults.Violations));
        foreach (var (name, layer) in state.NamespaceLayers.WithMistakes) yield return new($"Namespace {name}", Sentences(layer.Violations));
        foreach (var (name, layer) in state.ClassLayers.WithMistakes) yield return new($"StorageClass {name}", Sentences(layer.Violations));
    }

    private static string Sentences(IReadOnlyList<Violation> violations) =>
        violations.Count == 0 ? "it can't be read" : string.Join("; ", violations.Select(violation => violation.Message));
}
