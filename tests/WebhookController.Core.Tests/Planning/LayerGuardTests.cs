using WebhookController.Core.Cluster;
using WebhookController.Core.Layers;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Planning;

/// What one label on a Namespace or a StorageClass does to many PVCs, step by step: it waits for a person.
public sealed class LayerGuardTests
{
    private const int Pvcs = 12;

    private readonly IncrementalPlanner _planner = new();
    private EffectiveDefaults _defaults = EffectiveDefaults.BuiltIn;

    [Fact]
    public void Where_longhorn_copies_labels_nothing_is_touched_before_a_person_agrees_and_all_go_in_steps_thereafter()
    {
        var simulation = new Simulation(Settled(source: true));
        simulation.Put(A.Namespace("web", "enabled=false") with { ResourceVersion = simulation.Next() });
        Pass(simulation);
        Assert.Equal(Pvcs, _planner.Held!.Deletions.Count);
        Assert.Empty(_planner.Plan.Changes);

        Agree(simulation, _planner.Held.Digest);
        Assert.All(_planner.Plan.Changes, change => Assert.IsType<LabelClaim>(change));
        simulation.Apply(_planner.Plan);
        Pass(simulation);
        simulation.Apply(_planner.Plan);
        Pass(simulation);

        Assert.Null(_planner.Held);
        Assert.Empty(simulation.State.Longhorn.Jobs.Items);
        Assert.All(simulation.State.Longhorn.Volumes.Items.Values, volume => Assert.Empty(volume.JobLabels));
    }

    [Fact]
    public void While_longhorn_is_about_to_copy_them_consent_that_is_withdrawn_holds_again()
    {
        var simulation = new Simulation(Settled(source: true));
        simulation.Put(A.Namespace("web", "enabled=false") with { ResourceVersion = simulation.Next() });
        Pass(simulation);
        Agree(simulation, _planner.Held!.Digest);
        foreach (var change in _planner.Plan.Changes.ToList()) simulation.Apply(change);
        Pass(simulation);
        Assert.Empty(_planner.Plan.Changes);

        Agree(simulation, null);
        simulation.CopyLabelsOfSources();
        Pass(simulation);

        Assert.Equal(Pvcs, _planner.Held!.Deletions.Count);
        Assert.Empty(_planner.Plan.Changes);
    }

    [Fact]
    public void A_layer_that_is_put_right_again_leaves_nothing_held_and_every_job_where_it_was()
    {
        var before = Settled(source: false);
        var simulation = new Simulation(before);
        simulation.Put(A.Namespace("web", "enabled=false") with { ResourceVersion = simulation.Next() });
        Pass(simulation);
        Assert.NotNull(_planner.Held);

        simulation.Put(A.Namespace("web", "enabled=true") with { ResourceVersion = simulation.Next() });
        Pass(simulation);

        Assert.Null(_planner.Held);
        Assert.Empty(_planner.Plan.Changes);
        Assert.Same(before.Longhorn.Jobs, simulation.State.Longhorn.Jobs);
    }

    [Fact]
    public void A_pvc_that_opts_out_by_its_own_label_is_no_longer_part_of_what_is_held_but_for_its_job()
    {
        var simulation = new Simulation(Settled(source: false));
        simulation.Put(A.Namespace("web", "enabled=false") with { ResourceVersion = simulation.Next() });
        simulation.Put(simulation.State.Claims[A.Key("web/c3")]! with { Labels = A.Labels("enabled=false"), ResourceVersion = simulation.Next() });
        Pass(simulation);

        Assert.Equal("label volume v3: recurring-job.longhorn.io/backup-web-c3-", Assert.Single(_planner.Plan.Changes).Describe());
        Assert.Equal(Pvcs, _planner.Held!.Deletions.Count);
    }

    [Fact]
    public void What_a_namespace_and_what_the_ConfigMap_lower_count_together()
    {
        ClusterObject[] Of(string ns, int each) => [.. Enumerable.Range(0, 4).SelectMany(i => (ClusterObject[])
        [
            A.Claim($"{ns}/{i}", "enabled=true"), A.Job($"backup-{ns}-{i}", $"{ns}/{i}", retain: 8), .. Enumerable.Range(0, each).Select(n => A.Completed($"b-{ns}-{i}-{n}", "v", A.Now, $"backup-{ns}-{i}")),
        ])];
        var state = World.Of([A.Namespace("one", "retain=6"), .. Of("one", 8), .. Of("two", 8)]);

        Assert.Null(Planner.Plan(state, _defaults, A.Now).HeldRetention);
        var held = Planner.Plan(state, EffectiveDefaults.After(null, A.ConfigMap("retain=5")), A.Now).HeldRetention!;
        Assert.Equal((4 * 2 + 4 * 3, 64), (held.AtStake, held.AllBackups));
    }

    private void Agree(Simulation simulation, string? digest)
    {
        _defaults = _defaults with { AllowMassDeletion = digest };
        Pass(simulation);
    }

    private void Pass(Simulation simulation)
    {
        _planner.Pass(simulation.State, _defaults, A.Now, Affected.Everything());
        _defaults = _defaults with { Agreed = _planner.Agreed };
    }

    private static ClusterState Settled(bool source) => World.Of(
    [
        A.Namespace("web", "enabled=true"),
        .. Enumerable.Range(0, Pvcs).SelectMany(n => (ClusterObject[])
        [
            A.Claim($"web/c{n}", "", $"pv-{n}", jobLabels: source ? $"source backup-web-c{n}" : ""), A.Pv($"pv-{n}", $"v{n}"), A.Volume($"v{n}", $"backup-web-c{n}"),
            A.Job($"backup-web-c{n}", $"web/c{n}") with { Annotations = A.Labels("opted-in-by=layer") },
        ]),
    ]);
}
