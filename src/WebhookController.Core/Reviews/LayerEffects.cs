using System.Globalization;
using WebhookController.Core.Cluster;
using WebhookController.Core.Layers;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;

namespace WebhookController.Core.Reviews;

/// <summary>What a change of a layer of defaults leads to, in the words of the planner: what is announced is what it would do.</summary>
public static class LayerEffects
{
    /// <summary>Of a ConfigMap that leads to these defaults: what lower retention costs.</summary>
    public static IReadOnlyList<string> OfConfigMap(ClusterState state, EffectiveDefaults defaults, DateTimeOffset now) =>
        state.CanPlan ? [.. Retention(Planned(state, defaults, now), _ => true, "this ConfigMap")] : [];

    internal static IReadOnlyList<string> Of(LayerChange change)
    {
        if (!change.State.CanPlan || change.Then is not { } then) return [];
        var planner = Planned(then, EffectiveDefaults.After(null, then.ConfigMaps.Items.Values.FirstOrDefault()), change.Now);
        return [.. Jobs(planner, change).Concat(Retention(planner, change.IsAbove, $"ConfigMap {DefaultsParser.ConfigMapName}")).Select(text => WarningText.Line(change.Subject, text))];
    }

    private static IncrementalPlanner Planned(ClusterState state, EffectiveDefaults defaults, DateTimeOffset now)
    {
        var planner = new IncrementalPlanner();
        planner.Pass(state, defaults, now, Affected.Everything());
        return planner;
    }

    private static IEnumerable<string> Jobs(IncrementalPlanner planner, LayerChange change)
    {
        var created = planner.Plan.Changes.OfType<CreateJob>().Count(create => change.IsAbove(create.Source));
        if (created > 0) yield return Counted(created, "PVC gets a job", "PVCs get a job");

        var deleted = planner.Deletions
            .Where(deletion => deletion.Reason == DeletionReason.OptedOutByLayer && change.IsAbove(deletion.Source)).ToList();
        if (deleted.Count == 0) yield break;
        var backups = deleted.Sum(deletion => change.State.Longhorn.BackupIndex.CompleteOf(deletion.Target.Name).Backups);
        var going = Text($"{Counted(deleted.Count, "job is", "jobs are")} deleted, {Counted(backups, "backup", "backups")} of theirs {(backups == 1 ? "stays" : "stay")}");
        if (planner.Held is not { } held)
        {
            yield return going;
            yield break;
        }
        yield return $"{going}: it waits until you agree,";
        yield return $"by {DefaultsParser.AllowMassDeletionKey}={held.Digest} in ConfigMap {DefaultsParser.ConfigMapName}";
    }

    // What other layers lower is held together with what this one does, but isn't told of it alone.
    private static IEnumerable<string> Retention(IncrementalPlanner planner, Func<ObjectKey, bool> isConcerned, string place)
    {
        var stake = planner.RetentionAtStake;
        if (stake.Backups == 0 || !planner.Lowerings.Any(lowering => isConcerned(lowering.Claim))) yield break;
        var cost = Text($"retain goes down for {stake.Jobs} jobs, which costs {stake.Backups} of {stake.AllBackups} backups");
        if (planner.HeldRetention is not { } held)
        {
            yield return $"{cost}, at the next runs";
            yield break;
        }
        yield return $"{cost}: it waits until you agree,";
        yield return $"by {DefaultsParser.AllowLowerRetentionKey}={held.Digest} in {place}";
    }

    private static string Counted(int count, string one, string many) => Text($"{count} {(count == 1 ? one : many)}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
