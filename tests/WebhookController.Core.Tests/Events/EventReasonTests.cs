using WebhookController.Core.Events;

namespace WebhookController.Core.Tests.Events;

public sealed class NoticeReasonTests
{
    [Fact]
    public void Every_reason_has_an_action() =>
        Assert.All(Enum.GetValues<EventReason>(), reason => Assert.NotEmpty(reason.Action()));

    [Fact]
    public void Only_what_somebody_should_look_at_is_a_warning() => Assert.Equal(
        [
            EventReason.LabelsRefused, EventReason.NameConflict, EventReason.BackupJobBlocked, EventReason.ArchiveFailed, EventReason.DeletedWithoutArchive,
            EventReason.DeletionsHeld, EventReason.RetentionHeld,
        ],
        Enum.GetValues<EventReason>().Where(reason => reason.IsWarning()));

    [Fact]
    public void What_was_done_is_no_status_and_what_is_held_is_one_that_is_a_warning()
    {
        Assert.Equal(
            [EventReason.BackupJobCreated, EventReason.BackupJobChanged, EventReason.BackupJobDeleted, EventReason.VolumeAttached, EventReason.VolumeDetached,
                EventReason.ArchiveStarted, EventReason.DeletedWithoutArchive],
            Enum.GetValues<EventReason>().Where(reason => !reason.IsStatus()));
        Assert.All(Enum.GetValues<EventReason>().Where(reason => reason.IsHold()), reason => Assert.True(reason.IsStatus() && reason.IsWarning()));
    }
}
