using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Layers;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;
using WebhookController.Core.Status;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Planning;

public sealed class IncrementalPlannerTests
{
    private static readonly Claim Claim = A.Claim("web/data", volume: "pv-1");
    private static readonly ClusterObject[] Settled = [Claim, A.Pv("pv-1", "v1"), A.Job("backup-web-data", "web/data"), A.Volume("v1", "backup-web-data")];

    private readonly IncrementalPlanner _planner = new();

    [Fact]
    public void A_pass_plans_what_an_event_affects_and_nothing_else()
    {
        var state = Start([.. Settled, A.Claim("web/other", "enabled=true name=other")]);

        Assert.Equal([A.Key("web/data")], Sources(Put(ref state, StateSlots.Backups, A.UnderWay("b", "v1", 5))));
        Assert.Equal([A.Key("web/other")], Sources(Put(ref state, StateSlots.Claims, A.Claim("web/other", "enabled=true name=other retain=5") with { ResourceVersion = "9" })));
    }

    [Fact]
    public void A_layer_that_changes_plans_the_pvcs_below_it_and_nothing_else()
    {
        var state = Start([.. Settled, A.Claim("apps/data", ""), A.Claim("apps/other", "", storageClass: "gold"), A.Class("gold"), A.Namespace("apps")]);

        Assert.Equal([A.Key("apps/data"), A.Key("apps/other")], Sources(Put(ref state, StateSlots.Namespaces, A.Namespace("apps", "enabled=true") with { ResourceVersion = "9" })).Order());
        Assert.Equal([A.Key("apps/other")], Sources(Put(ref state, StateSlots.StorageClasses, A.Class("gold", labels: "retain=3") with { ResourceVersion = "9" })));
        Assert.Empty(Put(ref state, StateSlots.Namespaces, A.Namespace("apps", "enabled=true") with { ResourceVersion = "10" }).Changes);
    }

    [Fact]
    public void A_mere_new_version_of_an_object_plans_nothing()
    {
        var state = Start(Settled);

        Assert.Empty(Put(ref state, StateSlots.Claims, Claim with { ResourceVersion = "7" }).Changes);
        Assert.Empty(Put(ref state, StateSlots.Volumes, A.Volume("v1", "backup-web-data") with { ResourceVersion = "7" }).Changes);
    }

    [Fact]
    public void A_job_that_Longhorn_recreated_is_adopted_in_its_latest_version()
    {
        var job = A.Job("backup-web-data", "web/data") with { Labels = LabelSet.Empty };
        var state = Start([Claim, A.Pv("pv-1", "v1"), job, A.Volume("v1", "backup-web-data")]);

        Put(ref state, StateSlots.Jobs, job with { ResourceVersion = "7" });

        Assert.Equal("7", Assert.IsType<PatchJob>(Assert.Single(_planner.Plan.Changes)).Observed.ResourceVersion);
    }

    [Fact]
    public void Other_defaults_plan_everything()
    {
        var state = Start(Settled);

        Assert.True(_planner.Pass(state, EffectiveDefaults.BuiltIn with { Settings = EffectiveDefaults.BuiltIn.Settings with { Retain = 3 } }, A.Now, new Affected()).Full);
        Assert.Contains("retain 8 → 3", Assert.Single(_planner.Plan.Changes).Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_is_looked_at_again_when_its_time_has_come()
    {
        var state = Start(Settled);
        var next = Assert.Single(_planner.Plan.Protections).NextRun;

        Assert.Equal(next, _planner.LookAgainAt);
        Assert.Empty(_planner.Pass(state, EffectiveDefaults.BuiltIn, next!.Value.AddSeconds(-1), new Affected()).Changes);
        Assert.Single(_planner.Pass(state, EffectiveDefaults.BuiltIn, next.Value, new Affected()).Changes);
        Assert.Equal(next.Value.AddHours(4), _planner.LookAgainAt);
    }

    [Fact]
    public void A_pvc_whose_planning_throws_is_unknown_keeps_its_job_and_blocks_nobody()
    {
        // No time comes after this one: its first run can't be known.
        var state = Start([.. Settled.Skip(1), Claim with { Created = DateTimeOffset.MaxValue }, A.Claim("web/other", "enabled=true name=other")]);

        Assert.Equal(("unknown", "planning_failed"), StateOf("web/data"));
        Assert.Equal(["create recurringjob backup-web-other for web/other: cron 30 0/4 * * ?, retain 8, concurrency 1, full-backup-interval 4"],
            _planner.Plan.Changes.Select(change => change.Describe()));

        Put(ref state, StateSlots.Claims, Claim with { ResourceVersion = "9" });
        Assert.Equal("protected", StateOf("web/data").State);
    }

    [Fact]
    public void Deletions_that_become_many_are_taken_back_and_given_out_again_with_consent()
    {
        var claims = Enumerable.Range(1, 12).Select(n => A.Claim($"web/{n}", $"enabled=true name={n}")).ToList();
        var state = Start([.. claims, .. claims.Select(claim => A.Job($"backup-web-{claim.Key.Name}", claim.Key.ToString()))]);
        var delta = default(PlanDelta);
        foreach (var claim in claims) delta = Remove(ref state, StateSlots.Claims, claim);

        Assert.Equal(12, _planner.Held!.Deletions.Count);
        Assert.Empty(_planner.Plan.Changes);

        var consent = EffectiveDefaults.BuiltIn with { AllowMassDeletion = _planner.Held.Digest };
        delta = _planner.Pass(state, consent, A.Now, new Affected());

        Assert.Equal(12, delta.Changes.Count);
        Assert.Equal(12, _planner.Plan.Changes.Count());
    }

    private (string State, string Reason) StateOf(string claim)
    {
        var status = Assert.Single(_planner.Plan.Protections, status => status.Claim == A.Key(claim)).Current;
        return (status.State.MetricName(), status.ReasonName);
    }

    private ClusterState Start(params ClusterObject[] objects)
    {
        var state = World.Of(objects);
        _planner.Pass(state, EffectiveDefaults.BuiltIn, A.Now, Affected.Everything());
        return state;
    }

    private PlanDelta Put<T>(ref ClusterState state, StateSlot<T> slot, T item) where T : ClusterObject =>
        Pass(ref state, slot, item.Key, set => set.Put(item));

    private PlanDelta Remove<T>(ref ClusterState state, StateSlot<T> slot, T item) where T : ClusterObject =>
        Pass(ref state, slot, item.Key, set => set.Remove(item.Key, item.Uid));

    private PlanDelta Pass<T>(ref ClusterState state, StateSlot<T> slot, ObjectKey key, Func<ObjectSet<T>, ObjectSet<T>> change) where T : ClusterObject
    {
        var affected = new Affected();
        state = ClusterChange.Apply(state, slot, key, change, A.Now, affected);
        return _planner.Pass(state, EffectiveDefaults.BuiltIn, A.Now, affected);
    }

    private static IEnumerable<ObjectKey> Sources(PlanDelta delta) => delta.Changes.Select(change => change.Source);
}
