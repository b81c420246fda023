using System.Text;
using WebhookController.Core.Archive;
using WebhookController.Core.Labels;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Archive;

/// What a job's annotations say of its archive.
public sealed class ArchiveMarksTests
{
    private static readonly ArchiveId Id = ArchiveId.FirstOf("uid-1");

    [Fact]
    public void Marks_are_read_back_as_they_were_written()
    {
        var progress = new ArchiveProgress(Id, ArchivePhase.Starting) { StartedAt = A.Now, PreviousError = "no space" };
        var marks = Read(progress);

        Assert.Equal((Id, A.Now, "no space", false), (marks.Id!.Value, marks.StartedAt, marks.Error, marks.Complete));
        Assert.True(Read(progress with { Phase = ArchivePhase.Ready, CompletedAt = "then" }).Complete);
        Assert.Null(Read(progress with { Phase = ArchivePhase.Ready }).Error);
    }

    [Theory]
    [InlineData(198)]
    [InlineData(199)]
    [InlineData(200)]
    public void An_error_is_cut_between_letters(int before)
    {
        var error = Read(new ArchiveProgress(Id, ArchivePhase.Starting) { PreviousError = new string('x', before) + "𝄞𝄞𝄞" }).Error!;

        Assert.InRange(error.Length, 198, 200);
        Assert.Equal(error, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(error)));
    }

    private static ArchiveAnnotations Read(ArchiveProgress progress) => ArchiveAnnotations.Read(
        A.Job("backup-web-data", "web/data") with { Annotations = LabelSet.From(ArchiveAnnotations.For(progress, A.Keys)) }, A.Keys);
}
