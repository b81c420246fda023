using WebhookController.Core.Events;

namespace WebhookController.Core.Tests.Notices;

public sealed class NoticeReasonTests
{
    [Fact]
    public void Every_reason_has_an_action() =>
        Assert.All(Enum.GetValues<EventReason>(), reason => Assert.NotEmpty(reason.Action()));

    [Fact]
    public void Only_what_somebody_should_look_at_is_a_warning() => Assert.Equal(
        [EventReason.LabelsRefused, EventReason.NameConflict, EventReason.ArchiveFailed, EventReason.DeletedWithoutArchive, EventReason.DeletionsHeld],
        Enum.GetValues<EventReason>().Where(reason => reason.IsWarning()));
}
