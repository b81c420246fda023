using System.Globalization;
using WebhookController.Core.Cluster;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Planning;

/// The law of planning, on random histories of everything that can happen.
public sealed class IncrementalModelTests
{
    [Fact]
    public void After_every_event_incremental_planning_holds_what_a_full_pass_yields() =>
        RandomHistory.Any.SampleTheSame(HoldsTheLaw, count: 3_000, print: RandomHistory.Print);

    [Fact]
    public void So_it_does_where_deletions_are_held_and_agreed_to() =>
        RandomHistory.Crowds.SampleTheSame(HoldsTheLaw, count: 1_000, print: RandomHistory.Print);

    [Fact]
    public void So_it_does_where_retention_is_lowered_held_and_agreed_to() =>
        RandomHistory.Retentions.SampleTheSame(HoldsTheLaw, count: 300, print: RandomHistory.Print);

    // I15, as far as nothing is remembered of layers that have a mistake or can't be read.
    [Fact]
    public void However_it_came_about_the_same_is_planned_for_the_same_cluster() => RandomHistory.Any.SampleTheSame(
        steps =>
        {
            var state = steps.Aggregate(HistoryState.Start, (sofar, step) => step.Apply(sofar));
            var cluster = state.Cluster;
            if (RemembersLayers(cluster.Namespaces, cluster.NamespaceLayers) || RemembersLayers(cluster.StorageClasses, cluster.ClassLayers)) return;
            Assert.Equal(
                PlanText.Of(Planner.Plan(cluster, state.Defaults, state.Now)), PlanText.Of(Planner.Plan(ReadAnew(cluster, state.Now), state.Defaults, state.Now)));
        }, count: 3_000, print: RandomHistory.Print);

    private static bool RemembersLayers<T>(ObjectSet<T> objects, LayerIndex layers) where T : ClusterObject => !objects.Unknown.IsEmpty || layers.WithMistakes.Any();

    // PVCs come first: what they are resolved by isn't there yet.
    private static ClusterState ReadAnew(ClusterState state, DateTimeOffset now) => new ClusterState(A.Keys, A.LonghornNamespace, state.Exemptions)
        .Load(StateSlots.Claims, state.Claims, now)
        .Load(StateSlots.Jobs, state.Longhorn.Jobs, now)
        .Load(StateSlots.PersistentVolumes, state.PersistentVolumes, now)
        .Load(StateSlots.StorageClasses, state.StorageClasses, now)
        .Load(StateSlots.Namespaces, state.Namespaces, now)
        .Load(StateSlots.ConfigMaps, state.ConfigMaps, now)
        .Load(StateSlots.Volumes, state.Longhorn.Volumes, now)
        .Load(StateSlots.Backups, state.Longhorn.Backups, now)
        .Load(StateSlots.Snapshots, state.Longhorn.Snapshots, now)
        .Load(StateSlots.Settings, state.Longhorn.Settings, now)
        .Load(StateSlots.Targets, state.Longhorn.Targets, now);

    private static void HoldsTheLaw(HistoryStep[] steps)
    {
        var (planner, state) = (new IncrementalPlanner(), HistoryState.Start);
        var reported = new Dictionary<ObjectKey, IReadOnlyList<ChangeSequence>>();
        foreach (var (at, step) in steps.Index())
        {
            state = step.Apply(state);
            var delta = planner.Pass(state.Cluster, state.Defaults, state.Now, state.Affected);
            var (full, incremental) = (Text(Planner.Plan(state.Cluster, state.Defaults, state.Now)), Text(planner.Plan));
            Assert.True(full == incremental, $"after step {at + 1}, {step.Text}:\nfull\n{full}\nincremental\n{incremental}");
            Assert.False(planner.LookAgainAt <= state.Now, $"after step {at + 1}, {step.Text}: looks again at {planner.LookAgainAt}, and it is {state.Now}");

            // Who follows what each pass says has changed knows all that is to be done: the work queue does.
            foreach (var change in delta.Changes) reported[change.Source] = change.After is { } after ? planner.SequencesOf(after) : [];
            Assert.Equal(
                planner.Plan.Changes.Select(change => change.Describe()).Order(StringComparer.Ordinal),
                reported.Values.SelectMany(sequences => sequences).SelectMany(sequence => sequence.Changes).Select(change => change.Describe()).Order(StringComparer.Ordinal));
            state = state with { Affected = new Affected(), Defaults = state.Defaults with { Agreed = planner.Agreed, AgreedRetention = planner.AgreedRetention } };
        }
    }

    private static string Text(Plan plan) => PlanText.Of(plan, states: true)
        + string.Join('\n', plan.Protections.Select(status => string.Create(CultureInfo.InvariantCulture,
            $"{status.Claim} {status.Job} {status.LastSuccess} {status.LastFailure} {status.Failures} {status.NextRun} {status.Retain} {status.ProtectedSince} {status.ProgressMoved}")))
        + string.Join('\n', plan.Untracked.Select(untracked => untracked.ToString()))
        + string.Join('\n', plan.Targets) + plan.Partial
        + string.Join('\n', plan.Changes.Select(change => change switch
        {
            PatchJob patch => patch.Observed.ResourceVersion,
            DeleteJob delete => delete.Observed.ResourceVersion,
            _ => "",
        })) + plan.Agreed?.Digest + plan.AgreedRetention?.Digest;
}
