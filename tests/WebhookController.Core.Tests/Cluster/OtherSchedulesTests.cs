using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Objects;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Cluster;

public sealed class OtherSchedulesTests
{
    private static readonly ClusterState State = World.Of(
        A.Foreign("nightly") with { Groups = "default" }, A.Foreign("weekly") with { Groups = "gold,silver" }, A.Foreign("hourly"),
        A.Foreign("snapshots") with { Groups = "gold", Spec = A.Spec() with { Task = "snapshot" } }, A.Foreign("leaving") with { Groups = "gold", Deleting = true },
        A.Job("backup-web-data", "web/data"), A.Foreign("backup-snap") with { Spec = A.Spec() with { Task = "snapshot" } });

    [Theory]
    [InlineData("", "")]
    [InlineData("default", "", "nightly")]
    [InlineData("gold", "", "weekly")]
    [InlineData("gold silver default", "", "nightly", "weekly")]
    [InlineData("nobodys", "")]
    [InlineData("default=disabled", "")]
    [InlineData("", "hourly", "hourly")]
    [InlineData("", "hourly=disabled")]
    [InlineData("", "gone")]
    [InlineData("", "backup-snap")]
    [InlineData("", "backup-web-data")]
    [InlineData("default", "nightly hourly backup-web-data", "hourly", "nightly")]
    public void Jobs_of_others_that_make_backups_are_named_once_and_in_order(string groups, string jobs, params string[] names) =>
        Assert.Equal(names, OtherSchedules.Of(Volume(groups, jobs), State));

    private static LonghornVolume Volume(string groups, string jobs) => A.Volume("v1", jobs) with
    {
        GroupLabels = LabelSet.From(groups.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(group => group.Split('='))
            .Select(group => KeyValuePair.Create(LonghornLabels.GroupPrefix + group[0], group.Length > 1 ? group[1] : LonghornLabels.Enabled))),
    };
}
