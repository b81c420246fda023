using WebhookController.Core.Cluster;
using WebhookController.Core.Objects;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Cluster;

public sealed class BackupHistoryTests
{
    private static readonly LonghornVolume Volume = A.Volume("v1");
    private static readonly Backup First = A.Failed("b1", "v1", A.Now.AddHours(-8));
    private static readonly Backup Second = A.Failed("b2", "v1", A.Now.AddHours(-4));

    [Fact]
    public void A_failure_counts_once_however_often_it_is_seen() =>
        Assert.Equal(new VolumeFailures(2, Second.Created), See([Volume, First], [Volume, First, Second], [Volume, Second, First]).FailuresOf("v1"));

    [Fact]
    public void A_failure_still_counts_when_Longhorn_has_removed_it() =>
        Assert.Equal(new VolumeFailures(2, Second.Created), See([Volume, First], [Volume], [Volume, Second], [Volume]).FailuresOf("v1"));

    [Fact]
    public void A_backup_created_again_with_the_same_name_is_another_one() =>
        Assert.Equal(2, See([Volume, First], [Volume, First with { Uid = "another" }]).FailuresOf("v1").Count);

    [Fact]
    public void A_backup_that_cannot_be_read_for_a_moment_is_not_another_one_afterwards()
    {
        var unreadable = World.Empty.With(Volume).WithUnknownInLonghorn<Backup>("b1");

        Assert.Equal(1, See(World.Empty.With(Volume, First), unreadable, unreadable, World.Empty.With(Volume, First)).FailuresOf("v1").Count);
    }

    [Fact]
    public void What_was_reported_of_a_volume_ends_with_it_and_a_new_one_starts_from_zero()
    {
        var afterwards = See([Volume, First], [], [Volume]);

        Assert.Equal(VolumeFailures.None, afterwards.FailuresOf("v1"));
        Assert.Equal(VolumeFailures.None, See([Volume, First]).FailuresOf("v2"));
    }

    [Fact]
    public void A_volume_that_cannot_be_read_is_not_gone() => Assert.Equal(
        1, See(World.Empty.With(Volume, First), World.Empty.WithUnknownInLonghorn<LonghornVolume>("v1")).FailuresOf("v1").Count);

    [Fact]
    public void A_failure_counts_while_volumes_can_not_be_read() => Assert.Equal(
        2, See(World.Empty.With(Volume, First), World.Empty.With(Second).WithUnsynced<LonghornVolume>()).FailuresOf("v1").Count);

    [Fact]
    public void A_failure_seen_before_its_volume_counts_once_the_volume_is_there() =>
        Assert.Equal(1, See([First], [First, Volume], [First, Volume]).FailuresOf("v1").Count);

    [Fact]
    public void One_that_has_not_come_anywhere_is_as_old_as_its_request_even_after_a_restart()
    {
        var asked = A.UnderWay("b", "v1", 0) with { Created = A.Now.AddHours(-3) };

        Assert.Equal(A.Now.AddHours(-3), See([Volume, asked]).ProgressMovedOn("v1"));
        Assert.Equal(A.Now, See([Volume, asked with { Progress = 15 }]).ProgressMovedOn("v1"));
    }

    [Fact]
    public void Progress_moved_when_it_was_last_seen_to_change()
    {
        var (first, second, third) = (A.UnderWay("b", "v1", 0), A.UnderWay("b", "v1", 40), A.UnderWay("b", "v1", 40));

        Assert.Equal(A.Now, See([Volume, first]).ProgressMovedOn("v1"));
        Assert.Equal(A.Now.AddMinutes(1), See([Volume, first], [Volume, second], [Volume, third]).ProgressMovedOn("v1"));
        Assert.Null(See([Volume, first], [Volume]).ProgressMovedOn("v1"));
        Assert.Null(See([Volume, first]).ProgressMovedOn("v2"));
    }

    [Fact]
    public void A_backup_that_waits_for_one_that_moves_is_not_stuck()
    {
        var waiting = A.UnderWay("waiting", "v1", 0);

        Assert.Equal(A.Now.AddMinutes(1), See([Volume, waiting, A.UnderWay("b", "v1", 1)], [Volume, waiting, A.UnderWay("b", "v1", 2)]).ProgressMovedOn("v1"));
    }

    private static Seen See(params ClusterObject[][] states) => See([.. states.Select(objects => World.Empty.With(objects))]);

    // A minute passes from look to look.
    private static Seen See(params World[] states)
    {
        var (state, now) = (states[0].State, A.Now);
        foreach (var world in states.Skip(1))
        {
            (now, var next) = (now.AddMinutes(1), world.State);
            state = state.Load(StateSlots.Volumes, next.Longhorn.Volumes, now).Load(StateSlots.Backups, next.Longhorn.Backups, now);
        }
        return new Seen(state.Longhorn);
    }

    private sealed record Seen(LonghornState Longhorn)
    {
        public VolumeFailures FailuresOf(string volume) => Longhorn.History.FailuresOf(volume);

        public DateTimeOffset? ProgressMovedOn(string volume) => Longhorn.BackupIndex.Of(volume).Max(backup => Longhorn.History.ProgressOf(backup.Key));
    }
}
