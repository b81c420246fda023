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
                World.Empty.WithUnsynced<Backup>(), World.Empty.WithUnsynced<Setting>(), World.Empty with { LonghornInstalled = false },
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
