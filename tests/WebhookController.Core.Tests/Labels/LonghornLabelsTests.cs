using WebhookController.Core.Labels;

namespace WebhookController.Core.Tests.Labels;

public sealed class LonghornLabelsTests
{
    [Theory]
    [InlineData("recurring-job.longhorn.io/backup-a-b", "backup-a-b")]
    [InlineData("recurring-job.longhorn.io/source", null)]
    [InlineData("recurring-job-group.longhorn.io/default", null)]
    [InlineData("app", null)]
    public void The_job_that_a_label_runs_is_recognized(string key, string? job) => Assert.Equal(job, LonghornLabels.JobOf(key));

    [Fact]
    public void The_job_is_read_from_its_label() => Assert.Equal("backup-a-b", LonghornLabels.JobOf(LonghornLabels.ForJob("backup-a-b")));
}
