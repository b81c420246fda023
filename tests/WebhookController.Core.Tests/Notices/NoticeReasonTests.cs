using WebhookController.Core.Notices;

namespace WebhookController.Core.Tests.Notices;

public sealed class NoticeReasonTests
{
    [Fact]
    public void Every_reason_has_an_action() =>
        Assert.All(Enum.GetValues<NoticeReason>(), reason => Assert.NotEmpty(reason.Action()));

    [Fact]
    public void Only_what_somebody_should_look_at_is_a_warning() => Assert.Equal(
        [NoticeReason.LabelsRefused, NoticeReason.NameConflict, NoticeReason.ArchiveFailed, NoticeReason.DeletedWithoutArchive, NoticeReason.DeletionsHeld],
        Enum.GetValues<NoticeReason>().Where(reason => reason.IsWarning()));
}
