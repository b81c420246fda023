using WebhookController.Core.Naming;
using WebhookController.Core.Objects;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Naming;

/// Which PVC a backup is of.
public sealed class BackupSourceTests
{
    private const string LongName = "a-name-of-more-than-sixty-three-characters-is-cut-where-it-is-a-label";

    [Fact]
    public void Our_source_labels_say_it_before_longhorns_note_does() => Assert.Equal("web/data", Source(A.Backup("b", "any", "web/data"), "web/other"));

    [Fact]
    public void Without_them_the_note_counts_if_the_job_is_called_as_we_call_that_of_the_pvc() => Assert.Equal("web/data", Source("backup-web-data", "web/data"));

    [Fact]
    public void A_pvc_after_which_no_job_can_be_called_is_found_by_the_derived_name() =>
        Assert.Equal("web/my.data", Source(new JobNames(A.Key("web/my.data"), null).Derived, "web/my.data"));

    [Fact]
    public void A_long_name_is_shortened_as_in_the_source_labels() => Assert.Equal(
        SourceLabels.KeyOf(A.Key($"web/{LongName}")).ToString(), Source(JobName.For("web", LongName), $"web/{LongName}"));

    [Theory]
    [InlineData("nightly")]
    [InlineData("backup-web")]
    [InlineData("backup-web-nightly")]
    [InlineData("backup-shop-data")]
    [InlineData("backup-web-data-2")]
    public void A_job_of_any_other_name_may_be_somebody_elses(string job) => Assert.Null(Source(job, "web/data"));

    [Fact]
    public void A_backup_of_no_job_is_none_of_ours_to_judge() => Assert.Null(Source(A.Backup("b", null, "web/data"), "web/data"));

    [Fact]
    public void A_backup_that_says_nothing_is_of_no_pvc() => Assert.Null(BackupSource.Of(A.Backup("b", "backup-web-data", null), A.Keys));

    private static string? Source(string job, string claim) => Source(A.Backup("b", job, null), claim);

    private static string? Source(Backup backup, string claim) => BackupSource.Of(backup with { Claim = A.Key(claim) }, A.Keys)?.ToString();
}
