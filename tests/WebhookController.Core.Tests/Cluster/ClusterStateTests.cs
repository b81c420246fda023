using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Naming;
using WebhookController.Core.Objects;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Cluster;

public sealed class ClusterStateTests
{
    private static readonly string Long = new('p', 100);

    [Fact]
    public void Nothing_is_planned_and_nothing_reviewed_before_it_is_known()
    {
        Assert.True(World.Empty.State.CanPlan);
        Assert.All([World.Empty.WithUnsynced<Claim>(), World.Empty.WithUnsynced<PersistentVolume>(), World.Empty.WithUnsynced<StorageClass>()],
            world => Assert.False(world.State.CanReview || world.State.CanPlan));
        Assert.All(
            [
                World.Empty.WithUnsynced<ConfigMap>(), World.Empty.WithUnsynced<RecurringJob>(), World.Empty.WithUnsynced<LonghornVolume>(),
                World.Empty.WithUnsynced<Backup>(), World.Empty.WithUnsynced<Setting>(), World.Empty.WithUnsynced<NamespaceObject>(), World.Empty with { LonghornInstalled = false },
            ],
            world => Assert.True(world.State.CanReview && !world.State.CanPlan));
    }

    [Fact]
    public void The_default_class_is_the_newest_of_those_marked_and_by_name_among_equals()
    {
        Assert.Null(World.Of().DefaultStorageClass);
        Assert.Equal("b", World.Of(A.Class("a", isDefault: true, createdDay: 1), A.Class("b", isDefault: true, createdDay: 2), A.Class("c", createdDay: 3))
            .DefaultStorageClass!.Key.Name);
        Assert.Equal("a", World.Of(A.Class("b", isDefault: true), A.Class("a", isDefault: true)).DefaultStorageClass!.Key.Name);
    }

    [Fact]
    public void In_whatever_order_kinds_are_read_pvcs_are_resolved_the_same()
    {
        var world = World.Empty.With(
            A.Namespace("web", "retain=3"), A.Class("gold", labels: "enabled=true"), A.Claim("web/data", "", "pv-1"), A.Claim("web/gold", "", storageClass: "gold"),
            A.Claim("web/gone", "", "pv-2", storageClass: "gone"), A.Claim("web/default", "", storageClass: null), A.Pv("pv-1", "v1"), A.Pv("pv-2", "v2"), A.Claim("new/data", "")) with
        {
            Missing = ["new"],
        };
        var (read, empty) = (world.State, new ClusterState(A.Keys, A.LonghornNamespace));
        Func<ClusterState, ClusterState>[] kinds =
        [
            state => state.Load(StateSlots.Claims, read.Claims), state => state.Load(StateSlots.PersistentVolumes, read.PersistentVolumes),
            state => state.Load(StateSlots.StorageClasses, read.StorageClasses), state => state.Load(StateSlots.Namespaces, read.Namespaces),
        ];

        Assert.All(Orders(kinds), order =>
        {
            var state = order.Aggregate(empty, (sofar, load) => load(sofar));
            Assert.All(read.Claims.Items.Keys, key => Assert.Equivalent(read.ClaimIndex[key], state.ClaimIndex[key], strict: true));
        });

        static IEnumerable<T[]> Orders<T>(T[] items) => items.Length == 1 ? [items] : items.Index().SelectMany(first =>
            Orders(items.Where((_, i) => i != first.Index).ToArray()).Select(rest => (T[])[first.Item, .. rest]));
    }

    [Fact]
    public void A_pvc_is_found_by_what_source_labels_tell()
    {
        var state = World.Empty.With(A.Claim("web/data"), A.Claim($"web/{Long}")).WithUnknown<Claim>("web/dark").WithUnknown<Claim>($"dark/{Long}").State;

        Assert.All(["web/data", "web/dark", $"web/{Long}", $"dark/{Long}"],
            key => Assert.True(state.MayHaveClaim(SourceLabels.KeyOf(A.Key(key)))));
        Assert.All(["web/gone", $"gone/{Long}"], key => Assert.False(state.MayHaveClaim(SourceLabels.KeyOf(A.Key(key)))));
        Assert.True(World.Empty.WithUnsynced<Claim>().State.MayHaveClaim(A.Key("web/gone")));
    }

    [Fact]
    public void A_name_of_many_dashes_is_found_too()
    {
        var claim = $"web/a{new string('-', 62)}b";

        Assert.True(World.Of(A.Claim(claim)).MayHaveClaim(SourceLabels.KeyOf(A.Key(claim))));
    }

    [Theory]
    [InlineData("250", 250)]
    [InlineData("0", null)]
    [InlineData("-5", null)]
    [InlineData("", null)]
    [InlineData("many", null)]
    public void The_ceiling_of_retain_is_longhorns_setting_and_one_that_says_nothing_is_none(string value, int? most) =>
        Assert.Equal(new Limits(most), World.Of(A.Setting("recurring-job-max-retention", value)).Limits);

    [Fact]
    public void A_ceiling_that_cannot_be_read_is_not_known_and_one_that_is_not_there_is_longhorns_default()
    {
        var longhorn = World.Of(A.Setting("recurring-job-max-retention", "250")).Longhorn;

        Assert.Null(new ClusterState(A.Keys, A.LonghornNamespace).Limits.MaxRetain);
        Assert.Null(longhorn.WithSettings(longhorn.Settings.MarkUnknown(longhorn.KeyOf("recurring-job-max-retention"))).Limits.MaxRetain);
        Assert.Null(longhorn.WithSettings(longhorn.Settings.Unavailable("403 Forbidden")).Limits.MaxRetain);
        Assert.Equal(100, longhorn.WithSettings(longhorn.Settings.Replace([], [], "2")).Limits.MaxRetain);
    }
}
