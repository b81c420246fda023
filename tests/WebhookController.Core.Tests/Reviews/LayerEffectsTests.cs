using CsCheck;
using WebhookController.Core.Cluster;
using WebhookController.Core.Layers;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;
using WebhookController.Core.Reviews;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Reviews;

/// What is announced of a layer is what the planner then does (I16): the same numbers, the same digests.
public sealed class LayerEffectsTests
{
    private static readonly string LongName = new('p', 100);

    [Fact]
    public void Opting_a_namespace_out_of_twelve_jobs_of_twelve_is_announced_as_held_with_the_digest_that_the_planner_then_prints()
    {
        var before = World.Of([A.Namespace("web", "enabled=true"), .. Twelve()]);
        var after = before.Put(StateSlots.Namespaces, A.Namespace("web", "enabled=false") with { ResourceVersion = "2" });
        var plan = Planner.Plan(after, EffectiveDefaults.BuiltIn, A.Now);

        Assert.Equal(12, plan.Held!.Deletions.Count);
        Assert.Equal(
            [
                "Namespace web: 12 jobs are deleted, 24 backups of theirs stay: it waits until you agree,",
                $"Namespace web: by allow-mass-deletion={plan.Held.Digest} in ConfigMap backup-defaults",
            ],
            Warnings(LayerKind.Namespace, "web", "enabled=true", "enabled=false", before));
    }

    [Fact]
    public void So_it_is_where_the_namespace_falls_silent_and_where_longhorn_has_yet_to_copy_the_label()
    {
        var before = World.Of([A.Namespace("web", "enabled=true"), .. Twelve(source: true)]);
        var after = before.Put(StateSlots.Namespaces, A.Namespace("web") with { ResourceVersion = "2" });
        var digest = Planner.Plan(after, EffectiveDefaults.BuiltIn, A.Now).Held!.Digest;

        Assert.Equal(
            ["12 jobs are deleted, 24 backups of theirs stay: it waits until you agree,", $"by allow-mass-deletion={digest} in ConfigMap backup-defaults"],
            Said(LayerKind.Namespace, "web", "enabled=true", "", before));
    }

    [Fact]
    public void With_the_digest_in_the_ConfigMap_it_is_announced_as_done()
    {
        var before = World.Of([A.Namespace("web", "enabled=true"), .. Twelve()]);
        var after = before.Put(StateSlots.Namespaces, A.Namespace("web", "enabled=false") with { ResourceVersion = "2" });
        var digest = Planner.Plan(after, EffectiveDefaults.BuiltIn, A.Now).Held!.Digest;

        Assert.Equal(
            ["12 jobs are deleted, 24 backups of theirs stay"],
            Said(LayerKind.Namespace, "web", "enabled=true", "enabled=false", before.Put(StateSlots.ConfigMaps, A.ConfigMap($"allow-mass-deletion={digest}"))));
    }

    [Fact]
    public void Few_go_at_once_and_those_of_other_layers_and_of_pvcs_that_speak_for_themselves_are_not_counted()
    {
        var before = World.Of(
            A.Namespace("web", "enabled=true"), A.Namespace("other", "enabled=false"), A.Claim("web/data", ""), A.Job("backup-web-data", "web/data"),
            A.Completed("b", "v", A.Now, "backup-web-data"), A.Claim("web/own"), A.Job("backup-web-own", "web/own"), A.Claim("other/data", ""), A.Job("backup-other-data", "other/data"));

        Assert.Equal(["1 job is deleted, 1 backup of theirs stays"], Said(LayerKind.Namespace, "web", "enabled=true", "enabled=false", before));
    }

    [Fact]
    public void Opting_in_says_how_many_get_a_job()
    {
        var state = World.Of(
            A.Claim("web/a", ""), A.Claim("web/b", ""), A.Claim("web/out", "enabled=false"), A.Claim("web/mistaken", "retain=0"), A.Claim("web/elsewhere", "", storageClass: "nfs"),
            A.Claim("other/a", ""));

        Assert.Equal(["2 PVCs get a job"], Said(LayerKind.Namespace, "web", "", "enabled=true", state));
        Assert.Equal(["1 PVC gets a job"], Said(LayerKind.Namespace, "other", "", "enabled=true", state));
        Assert.Equal(["3 PVCs get a job"], Said(LayerKind.StorageClass, "longhorn", "", "enabled=true", state));
        Assert.Empty(Said(LayerKind.StorageClass, "nfs", "", "enabled=true", state));
    }

    [Fact]
    public void Pvcs_that_name_no_class_are_below_the_default_class_until_they_are_bound_and_long_names_count_too()
    {
        var world = World.Empty with { Objects = [A.Class("longhorn", isDefault: true, labels: "enabled=true"), A.Pv("pv-1", "v1"), A.Volume("v1")] };
        var state = world.With(
            A.Claim("web/unbound", "", storageClass: null), A.Job("backup-web-unbound", "web/unbound"), A.Claim("web/bound", "enabled=true", "pv-1", storageClass: null),
            A.Claim($"web/{LongName}", ""), A.Job("backup-web-long", $"web/{LongName}")).State;

        Assert.Equal(["2 jobs are deleted, 0 backups of theirs stay"], Said(LayerKind.StorageClass, "longhorn", "enabled=true", "enabled=false", state));
    }

    [Fact]
    public void A_class_that_is_deleted_takes_nothing_back_and_its_retention_is_announced()
    {
        var state = World.Of([A.ConfigMap(""), A.Class("gold", labels: "enabled=true retain=20"), .. Kept("web", storageClass: "gold")]);

        var line = Assert.Single(Said(LayerKind.StorageClass, "gold", "enabled=true retain=20", null, state));
        Assert.Equal("retain goes down for 2 jobs, which costs 8 of 24 backups, at the next runs", line);
    }

    [Fact]
    public void Lower_retention_that_costs_many_is_announced_as_held_with_the_digest_that_the_planner_then_prints()
    {
        var before = World.Of([A.Namespace("web", "enabled=true retain=20"), .. Kept("web")]);
        var after = before.Put(StateSlots.Namespaces, A.Namespace("web", "enabled=true retain=3") with { ResourceVersion = "2" });
        var held = Planner.Plan(after, EffectiveDefaults.BuiltIn, A.Now).HeldRetention!;

        Assert.Equal((18, 24), (held.AtStake, held.AllBackups));
        Assert.Equal(
            [
                "Namespace web: retain goes down for 2 jobs, which costs 18 of 24 backups: it waits until you agree,",
                $"Namespace web: by allow-lower-retention={held.Digest} in ConfigMap backup-defaults",
            ],
            Warnings(LayerKind.Namespace, "web", "enabled=true retain=20", "enabled=true retain=3", before));
    }

    [Fact]
    public void What_waits_for_another_reason_is_not_said_of_this_layer()
    {
        var state = World.Of([A.Namespace("web", "enabled=true retain=3"), A.Namespace("other"), .. Kept("web"), A.Claim("other/data", "")]);
        Assert.NotNull(Planner.Plan(state, EffectiveDefaults.BuiltIn, A.Now).HeldRetention);

        Assert.Equal(["1 PVC gets a job"], Said(LayerKind.Namespace, "other", "", "enabled=true", state));
    }

    [Fact]
    public void What_costs_nothing_is_not_said()
    {
        var state = World.Of([A.Namespace("web", "enabled=true retain=20"), .. Kept("web")]);

        Assert.Empty(Said(LayerKind.Namespace, "web", "enabled=true retain=20", "enabled=true retain=15", state));
        Assert.Empty(Said(LayerKind.Namespace, "web", "enabled=true retain=20", "enabled=true retain=20 interval=6", state));
    }

    [Fact]
    public void Of_a_layer_that_is_yet_to_be_made_or_that_nobody_knows_nothing_is_said()
    {
        var state = World.Of(A.Claim("web/data", ""), A.Claim("web/later", "", storageClass: "later"));

        Assert.Empty(Said(LayerKind.StorageClass, "later", null, "enabled=true", state));
        Assert.Empty(Said(LayerKind.StorageClass, "later", "", "enabled=true", state));
        Assert.Empty(Said(LayerKind.Namespace, "web", "", null, state));
    }

    [Fact]
    public void Whatever_changes_in_whatever_cluster_what_is_announced_is_what_the_planner_then_does() => Gen.Select(
        RandomWorld.Any, HistoryStep.OneOf("a", "a-b", "longhorn"), RandomLayers.Labels).SampleTheSame((world, name, labels) =>
    {
        var simulation = new Simulation(world.With(A.ConfigMap("")).State);
        simulation.Settle();
        var before = simulation.State;
        var kind = name == "longhorn" ? LayerKind.StorageClass : LayerKind.Namespace;
        var was = kind == LayerKind.Namespace ? before.Namespaces[name]?.Labels : before.StorageClasses[name]?.Labels;
        if (was is null) return;
        var review = LayerReview.Of(new LayerChange(kind, name, was, A.Labels(labels), before, A.Now));
        if (review.Denials.Count > 0) return;
        var after = kind == LayerKind.Namespace
            ? before.Put(StateSlots.Namespaces, before.Namespaces[name]! with { Labels = A.Labels(labels), ResourceVersion = "999" })
            : before.Put(StateSlots.StorageClasses, before.StorageClasses[name]! with { Labels = A.Labels(labels), ResourceVersion = "999" });

        List<Change> changes = [.. Planner.Plan(after, EffectiveDefaults.BuiltIn, A.Now).Changes];
        foreach (var later in Planner.Plan(before, EffectiveDefaults.BuiltIn, A.Now).Changes) changes.Remove(later);
        // One that it isn't above may have to give its job another name.
        Assert.Equal(changes.OfType<CreateJob>().Count(create => IsBelow(create.Source)), Number(review.Warnings, " PVC"));
        Assert.InRange(changes.OfType<DeleteJob>().Count(deletion => deletion.Reason == DeletionReason.OptedOutByLayer), 0, Number(review.Warnings, " job"));

        bool IsBelow(ObjectKey key) => kind == LayerKind.Namespace
            ? key.Namespace == name
            : before.Claims[key] is { } claim && (claim.StorageClass ?? (claim.VolumeName is null ? before.DefaultStorageClass?.Key.Name : null)) == name;
    }, count: 2_000, print: item => $"{RandomWorld.Print(item.Item1)}\n{item.Item2} {item.Item3}");

    private static int Number(IEnumerable<string> warnings, string what) => warnings.Select(line => line.Split(": ")[1].Split(what))
        .Where(parts => parts.Length > 1 && int.TryParse(parts[0], out _)).Select(parts => int.Parse(parts[0])).SingleOrDefault();

    [Fact]
    public void Lines_stay_under_120_characters_with_names_of_any_length()
    {
        var name = new string('n', 63);
        var before = World.Of([A.Namespace(name, "enabled=true retain=100"), .. Twelve(name), .. Kept(name)]);

        Assert.All(
            [.. Warnings(LayerKind.Namespace, name, "enabled=true retain=100", "enabled=false", before), .. Warnings(LayerKind.Namespace, name, "enabled=true retain=100", "retain=1", before)],
            line => Assert.True(line.Length < 120 && !line.EndsWith("...", StringComparison.Ordinal), $"{line.Length}: {line}"));
    }

    private static ClusterObject[] Twelve(string ns = "web", bool source = false) =>
    [
        .. Enumerable.Range(0, 12).SelectMany(n => (ClusterObject[])
        [
            A.Claim($"{ns}/c{n}", "", $"pv-{n}", jobLabels: source ? $"source backup-{n}" : ""), A.Pv($"pv-{n}", $"v{n}"), A.Volume($"v{n}", $"backup-{n}"),
            A.Job($"backup-{n}", $"{ns}/c{n}", retain: 8) with { Annotations = A.Labels("opted-in-by=layer") },
            A.Completed($"b{n}", $"v{n}", A.Now, $"backup-{n}"), A.Completed($"bb{n}", $"v{n}", A.Now, $"backup-{n}"),
        ]),
    ];

    // Two PVCs whose jobs keep twenty backups, and have twelve.
    private static ClusterObject[] Kept(string ns, string storageClass = "longhorn") =>
    [
        .. Enumerable.Range(0, 2).SelectMany(n => (ClusterObject[])
        [
            A.Claim($"{ns}/kept{n}", "enabled=true", $"pv-kept{n}", storageClass), A.Pv($"pv-kept{n}", $"kept{n}"), A.Volume($"kept{n}", $"backup-{ns}-kept{n}"), A.Job($"backup-{ns}-kept{n}", $"{ns}/kept{n}", retain: 20),
            .. Enumerable.Range(0, 12).Select(b => A.Completed($"kept{n}-{b}", "v", A.Now, $"backup-{ns}-kept{n}")),
        ]),
    ];

    private static IEnumerable<string> Said(LayerKind kind, string name, string? before, string? after, ClusterState state) =>
        Warnings(kind, name, before, after, state).Select(line => line[$"{kind} {name}: ".Length..]);

    private static IReadOnlyList<string> Warnings(LayerKind kind, string name, string? before, string? after, ClusterState state) => LayerReview.Of(
        new LayerChange(kind, name, before is null ? null : A.Labels(before), after is null ? null : A.Labels(after), state, A.Now)).Warnings;
}
