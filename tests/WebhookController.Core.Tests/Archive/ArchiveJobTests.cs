using WebhookController.Core.Archive;
using WebhookController.Core.Objects;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Archive;

/// Which of a PVC's jobs keeps its archive.
public sealed class ArchiveJobTests
{
    private static readonly ArchiveId First = ArchiveId.FirstOf("uid-1");

    [Fact]
    public void The_latest_attempt_counts() => Assert.Equal("b", JobOf(Job("a", First), Job("b", First.Next())));

    [Fact]
    public void A_later_attempt_counts_more_than_an_earlier_archive() =>
        Assert.Equal("b", JobOf(Job("a", First, $"archive-backup={First.ObjectName}"), Job("b", First.Next())));

    [Fact]
    public void Of_one_attempt_the_job_that_saw_it_complete_counts() =>
        Assert.Equal("b", JobOf(Job("a", First), Job("b", First, $"archive-backup={First.ObjectName}")));

    [Theory]
    [InlineData("b", "archive=true", false)]
    [InlineData("b", "", true)]
    [InlineData("a", "", false)]
    [InlineData("c", "", false)]
    [InlineData(null, "", false)]
    public void A_former_job_keeps_an_archive_of_before_once_the_one_asked_for_is_none(string? wanted, string labels, bool ofBefore)
    {
        RecurringJob[] jobs = [Job("a", First), A.Job("b", "web/data", labels)];

        Assert.Equal(ofBefore, ArchiveJob.IsOfBefore(jobs[0], wanted, jobs, A.Keys));
        Assert.False(ArchiveJob.IsOfBefore(null, wanted, jobs, A.Keys));
    }

    [Fact]
    public void Of_equals_the_first_counts() => Assert.Equal("b", JobOf(Job("b", First), Job("a", First)));

    [Fact]
    public void Archives_of_another_uid_do_not_count() => Assert.Null(JobOf(Job("a", ArchiveId.FirstOf("uid-2")), A.Job("b", "web/data")));

    private static string? JobOf(params RecurringJob[] jobs) => ArchiveJob.Of(new ArchiveRequest(First.Series, null), jobs, A.Keys)?.Key.Name;

    private static RecurringJob Job(string name, ArchiveId id, string marks = "") =>
        A.Job(name, "web/data", "archive=true") with { Annotations = A.Labels($"archive-id={id} {marks}") };
}
