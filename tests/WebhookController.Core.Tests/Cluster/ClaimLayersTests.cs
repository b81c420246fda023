using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Layers;
using WebhookController.Core.Objects;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Cluster;

public sealed class ClaimLayersTests
{
    private static readonly SettingsOverrides Kept = new() { Retain = 1, Interval = 1, Start = new(new TimeOnly(1, 1)), FullBackupInterval = 1, Concurrency = 1 };

    // In the order of who wins. "?" can't be read.
    [Theory]
    [InlineData("enabled=true", "enabled=false", "enabled=false", true, EnabledBy.Claim)]
    [InlineData("enabled=false", "enabled=true", "enabled=true", false, EnabledBy.Claim)]
    [InlineData("enabled=x", "enabled=true", "enabled=true", null, EnabledBy.Claim)]
    [InlineData("enabled=true", "?", "?", true, EnabledBy.Claim)]
    [InlineData("", "enabled=true", "enabled=false", true, EnabledBy.Namespace)]
    [InlineData("", "enabled=false", "enabled=true", false, EnabledBy.Namespace)]
    [InlineData("", "enabled=true", "?", true, EnabledBy.Namespace)]
    [InlineData("", "enabled=true retain=0", "", true, EnabledBy.Namespace)]
    [InlineData("", "?", "enabled=true", null, EnabledBy.Undecided)]
    [InlineData("", "enabled=x", "enabled=true", null, EnabledBy.Undecided)]
    [InlineData("", "", "enabled=true", true, EnabledBy.StorageClass)]
    [InlineData("", "retain=3", "enabled=false", false, EnabledBy.StorageClass)]
    [InlineData("", "retain=0", "enabled=false", false, EnabledBy.StorageClass)]
    [InlineData("", "", "?", null, EnabledBy.Undecided)]
    [InlineData("", "", "enabled=x", null, EnabledBy.Undecided)]
    [InlineData("", "", "", null, EnabledBy.Nobody)]
    public void Who_speaks_first_decides(string claim, string ns, string storageClass, bool? enabled, EnabledBy by)
    {
        var resolved = Resolve(claim, ns, storageClass);

        Assert.Equal((enabled, by), (resolved.Intent.Enabled, resolved.EnabledBy));
        Assert.Equal(enabled is true && by != EnabledBy.Claim, resolved.OptedInByLayer);
    }

    [Fact]
    public void Of_each_setting_the_first_that_speaks_wins() => Assert.Equal(
        new() { Retain = 2, Interval = 3, FullBackupInterval = 4 },
        Layers("retain=3 interval=3", "retain=4 interval=4 full-backup-interval=4").Settings(new() { Retain = 2 }, Kept));

    [Fact]
    public void Under_a_namespace_that_is_not_known_a_job_keeps_all_but_what_the_pvc_says()
    {
        Assert.Equal(Kept with { Retain = 2 }, Layers("?", "retain=4 interval=4").Settings(new() { Retain = 2 }, Kept));
        // What can be read of it included.
        Assert.Equal(Kept with { Retain = 2 }, Layers("interval=3 start=x", "retain=4 interval=4").Settings(new() { Retain = 2 }, Kept));
    }

    [Fact]
    public void Under_a_storage_class_that_is_not_known_it_keeps_what_neither_pvc_nor_namespace_say()
    {
        Assert.Equal(Kept with { Retain = 2, Interval = 3 }, Layers("retain=3 interval=3", "?").Settings(new() { Retain = 2 }, Kept));
        Assert.Equal(Kept with { Retain = 2, Interval = 3 }, Layers("retain=3 interval=3", "concurrency=4 start=x").Settings(new() { Retain = 2 }, Kept));
    }

    [Fact]
    public void A_new_job_takes_what_can_be_read_of_layers_that_are_not_known() => Assert.Equal(
        new() { Retain = 2, Interval = 3, Concurrency = 4 },
        Layers("interval=3 start=x", "interval=4 concurrency=4 name=x").Settings(new() { Retain = 2 }, SettingsOverrides.None));

    [Theory]
    [InlineData("longhorn", null, 5)]
    [InlineData("longhorn", "pv-1", 5)]
    [InlineData(null, null, 6)]
    [InlineData(null, "pv-1", null)]
    [InlineData("", null, null)]
    [InlineData("gone", null, null)]
    public void The_class_that_it_names_counts_and_the_default_class_while_it_is_not_bound(string? storageClass, string? volume, int? retain)
    {
        var world = World.Empty with { Objects = [A.Class("longhorn", labels: "retain=5"), A.Class("default", isDefault: true, labels: "retain=6"), A.Pv("pv-1", "v1")] };
        var claim = A.Claim("web/data", storageClass: storageClass, volume: volume);

        Assert.Equal(retain, ClaimLayers.Of(claim, world.With(claim).State).StorageClass.Settings.Retain);
    }

    [Fact]
    public void They_are_complete_unless_one_of_them_is_not_there()
    {
        Assert.True(Of("longhorn", World.Empty).Complete);
        Assert.True(Of(null, World.Empty).Complete);
        Assert.True(Of("dark", World.Empty.WithUnknown<StorageClass>("dark")).Complete);
        Assert.True(Of("longhorn", World.Empty.WithUnknown<NamespaceObject>("web")).Complete);
        Assert.False(Of("gone", World.Empty).Complete);
        Assert.False(Of("longhorn", World.Empty with { Missing = ["web"] }).Complete);

        static ClaimLayers Of(string? storageClass, World world) => ClaimLayers.Of(A.Claim("web/data", storageClass: storageClass), world.State);
    }

    [Fact]
    public void A_namespace_that_is_not_seen_yet_is_not_known() =>
        Assert.Equal(Layer.Unknown, ClaimLayers.Of(A.Claim("web/data"), (World.Empty with { Missing = ["web"] }).State).Namespace);

    private static ClaimLayers Layers(string ns, string storageClass) => Resolve("", ns, storageClass).Layers;

    private static ResolvedClaim Resolve(string claim, string ns, string storageClass)
    {
        var world = World.Empty with { Objects = [] };
        world = ns == "?" ? world.WithUnknown<NamespaceObject>("web") : world.With(A.Namespace("web", ns));
        world = storageClass == "?" ? world.WithUnknown<StorageClass>("longhorn") : world.With(A.Class("longhorn", labels: storageClass));
        return ResolvedClaim.Of(A.Claim("web/data", claim), world.State);
    }
}
