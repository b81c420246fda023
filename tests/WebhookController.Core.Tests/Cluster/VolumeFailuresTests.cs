using WebhookController.Core.Cluster;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Cluster;

/// What failed on a volume that is gone is nothing to hold against another of its name.
public sealed class VolumeFailuresTests
{
    [Fact]
    public void A_backup_that_fails_after_its_volume_went_is_not_held_against_a_restored_one()
    {
        var state = World.Of(A.Volume("v1"), A.UnderWay("b1", "v1", 10));
        state = state.Remove(StateSlots.Volumes, state.Longhorn.Volumes[state.Longhorn.KeyOf("v1")]!);
        state = state.Put(StateSlots.Backups, A.Failed("b1", "v1", A.Now) with { ResourceVersion = "2" });
        state = state.Remove(StateSlots.Backups, state.Longhorn.Backups[state.Longhorn.KeyOf("b1")]!);

        state = state.Put(StateSlots.Volumes, A.Volume("v1") with { Uid = "another", ResourceVersion = "3" });

        Assert.Equal(VolumeFailures.None, state.Longhorn.History.FailuresOf("v1"));
    }

    [Fact]
    public void What_failed_counts_again_once_its_volume_is_back()
    {
        var failed = A.Failed("b1", "v1", A.Now);
        var state = World.Of(A.Volume("v1"), failed);
        state = state.Remove(StateSlots.Volumes, state.Longhorn.Volumes[state.Longhorn.KeyOf("v1")]!);

        state = state.Put(StateSlots.Volumes, A.Volume("v1") with { ResourceVersion = "3" });

        Assert.Equal(1, state.Longhorn.History.FailuresOf("v1").Count);
    }

    [Fact]
    public void What_failed_before_a_volume_was_made_is_not_its_failure()
    {
        var failed = A.Failed("b1", "v1", A.Now);
        var restored = A.Volume("v1") with { Uid = "another", Created = A.Now.AddMinutes(1) };

        Assert.Equal(VolumeFailures.None, World.Of(restored, failed).Longhorn.History.FailuresOf("v1"));
        Assert.Equal(1, World.Of(restored, failed, A.Failed("b2", "v1", A.Now.AddMinutes(2))).Longhorn.History.FailuresOf("v1").Count);
    }
}
