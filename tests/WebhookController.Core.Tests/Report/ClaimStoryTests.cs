using WebhookController.Core.Cluster;
using WebhookController.Core.Layers;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;
using WebhookController.Core.Report;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Report;

public sealed class ClaimStoryTests
{
    private static readonly ClusterObject[] Protected =
        [A.Claim("web/data", "enabled=true", "pv-1"), A.Pv("pv-1", "vol-1"), A.Volume("vol-1", "backup-web-data"), A.Job("backup-web-data", "web/data")];

    [Fact]
    public void Its_backups_are_those_of_its_volume_the_newest_first()
    {
        var story = Of("web/data", World.Of([
            .. Protected, A.Completed("old", "vol-1", A.Now.AddHours(-9)), A.Completed("new", "vol-1", A.Now.AddHours(-1)), A.Completed("other", "vol-2", A.Now),
            A.Failed("failed", "vol-1", A.Now.AddHours(-5)),
        ]));

        Assert.Equal(["new", "failed", "old"], story!.Backups.Select(backup => backup.Key.Name));
        Assert.Equal("longhorn", story.StorageClass);
        Assert.NotNull(story.Report);
    }

    [Fact]
    public void Of_one_that_is_gone_what_is_left_is_told()
    {
        var state = World.Of([A.Backup("left", "backup-web-gone", "web/gone") with { State = BackupState.Completed }, A.Backup("other", "backup-web-other", "web/other")]);

        var story = Of("web/gone", state);

        Assert.Null(story!.Report);
        Assert.Equal(["backup-web-gone"], story.Orphans.Select(orphan => orphan.Job));
        Assert.Equal(["left"], story.Backups.Select(backup => backup.Key.Name));
    }

    [Fact]
    public void Of_one_of_which_nothing_is_left_nothing_is_known() => Assert.Null(Of("web/nobody", World.Of(Protected)));

    [Theory]
    [InlineData("data")]
    [InlineData("a-name-that-is-longer-than-the-sixty-three-characters-that-a-label-can-hold")]
    public void What_is_held_of_it_is_told_however_long_its_name_is(string name)
    {
        // Jobs of PVCs that are gone, and one of a PVC that a person opted out meanwhile.
        var gone = Enumerable.Range(0, 12).Select(i => A.Job($"backup-web-{i}", $"web/{i}"));
        var state = World.Of([.. gone, A.Job("backup-web-x", $"web/{name}"), A.Claim($"web/{name}", "enabled=false")]);

        var story = Of($"web/{name}", state);

        Assert.Equal(["backup-web-x"], story!.HeldDeletions.Select(deletion => deletion.Target.Name));
        Assert.True(story.Report!.Held);
    }

    private static ClaimStory? Of(string claim, ClusterState state) =>
        ClaimStory.Of(A.Key(claim), ClusterReporter.Of(state, Planner.Plan(state, EffectiveDefaults.BuiltIn, A.Now), EffectiveDefaults.BuiltIn, A.Now), state);
}
