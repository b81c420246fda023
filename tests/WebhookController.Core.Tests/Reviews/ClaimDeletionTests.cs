using WebhookController.Core.Labels;
using WebhookController.Core.Objects;
using WebhookController.Core.Reviews;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Reviews;

public sealed class ClaimDeletionTests
{
    private const string Archived = "enabled=true name=data archive=true";
    private static readonly Claim Claim = A.Claim("web/data", Archived, "pv-1");

    [Fact]
    public void Before_the_archive_is_ready_a_deletion_is_refused_with_how_far_it_is_and_how_to_override()
    {
        var denial = Assert.Single(Delete(Claim, Marked(), Backup(BackupState.UnderWay) with { Progress = 40 }).Denials);

        Assert.Equal(Condition.ArchiveNotReady, denial.Condition);
        Assert.Equal(
            "the archive of this PVC is not ready, the backup is at 40 %: wait for it, or annotate the PVC with "
            + "backup.vluwte.nl/allow-delete=true to delete it all the same", denial.Message);
    }

    [Fact]
    public void A_failed_archive_is_not_ready_either() =>
        Assert.Contains("the last try failed (no space left)", Assert.Single(
            Delete(Claim, Marked(), Backup(BackupState.Failed) with { Error = "no space left", Created = A.Now }).Denials).Message, StringComparison.Ordinal);

    [Fact]
    public void Once_it_is_ready_its_age_is_reported()
    {
        var review = Delete(Claim, Marked(), Backup(BackupState.Completed));

        Assert.Empty(review.Denials);
        Assert.Equal("web/data: its archive is of 2026-11-23 11:00 UTC, 1 h ago; nothing written since is in it", Assert.Single(review.Warnings));
    }

    [Fact]
    public void An_archive_whose_backup_somebody_deleted_is_none()
    {
        var noted = Marked() with { Annotations = A.Labels($"archive-id={Id} archive-backup=archive-{Id}") };

        Assert.Contains("not ready, its backup is no longer there: take that label off and put it on again, or annotate", Assert.Single(Delete(Claim, noted).Denials).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_can_not_be_read_may_be_ready_and_is_not_called_otherwise()
    {
        var unread = World.Empty.With(Claim).WithUnknownInLonghorn<RecurringJob>("backup-web-data").State;

        Assert.Contains("how far it is can't be read", Assert.Single(
            new ClaimDeletion(Claim, unread, A.Now, ArchiveDeleteGuard.Deny, false).Review().Denials).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_job_of_somebody_else_that_cannot_be_read_blocks_nobody()
    {
        var ready = World.Empty.With(Claim, Marked(), Backup(BackupState.Completed)).WithUnknownInLonghorn<RecurringJob>("nightly").State;

        Assert.Empty(new ClaimDeletion(Claim, ready, A.Now, ArchiveDeleteGuard.Deny, false).Review().Denials);
    }

    [Fact]
    public void An_archive_from_before_the_request_was_withdrawn_and_repeated_is_not_the_requested_one()
    {
        var renamed = Claim with { Labels = A.Labels("enabled=true name=other archive=true") };

        Assert.Contains("it has not started yet", Assert.Single(
            Delete(renamed, Marked(), Backup(BackupState.Completed), A.Job("backup-web-other", "web/data")).Denials).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mistake_in_the_labels_has_to_be_corrected_and_waiting_does_not_help() => Assert.Contains(
        "its labels have a mistake (backup.vluwte.nl/retain): correct that, or annotate",
        Assert.Single(Delete(Claim with { Labels = A.Labels(Archived + " retain=0") }, Marked()).Denials).Message, StringComparison.Ordinal);

    [Fact]
    public void Of_a_pvc_that_is_opted_out_no_archive_is_made_and_so_none_is_waited_for()
    {
        var review = Delete(A.Claim("web/data", "enabled=false archive=true", "pv-1"), A.Job("backup-web-data", "web/data"));

        Assert.Empty(review.Denials);
        Assert.Contains("web/data: job backup-web-data is deleted with it; it has no backups", review.Warnings);
    }

    [Fact]
    public void An_archive_from_before_the_label_was_set_again_is_not_the_requested_one()
    {
        var again = Claim with { Annotations = A.Labels("archive-requested-at=2026-11-23T11:59:00Z") };

        Assert.Contains("it has not started yet", Assert.Single(Delete(again, Marked(), Backup(BackupState.Completed)).Denials).Message, StringComparison.Ordinal);
        Assert.Empty(Delete(Claim, Marked(), Backup(BackupState.Completed)).Denials);
    }

    [Fact]
    public void A_completion_in_the_future_is_not_reported()
    {
        var odd = Marked() with { Annotations = A.Labels($"archive-id={Id} archive-backup=archive-{Id} archive-completed-at=2036-11-23T11:59:00Z") };

        Assert.Empty(Delete(Claim, odd, Backup(BackupState.Completed)).Warnings);
    }

    [Fact]
    public void A_pvc_that_was_never_bound_has_nothing_to_lose() => Assert.Empty(Delete(Claim with { VolumeName = null }, Marked()).Denials);

    [Fact]
    public void The_archive_of_a_renamed_pvc_is_found_on_its_former_job() =>
        Assert.Empty(Delete(Claim with { Labels = A.Labels("enabled=true name=other archive=true") }, Marked(), Backup(BackupState.Completed)).Denials);

    [Fact]
    public void A_job_goes_with_its_pvc_whatever_the_labels_have_become() => Assert.Contains(
        "web/data: job backup-web-data is deleted with it; it has no backups", Delete(A.Claim("web/data", ""), A.Job("backup-web-data", "web/data")).Warnings);

    [Theory]
    [InlineData(49)]
    [InlineData(50)]
    public void An_error_of_Longhorn_is_cut_between_letters(int before)
    {
        var failed = Backup(BackupState.Failed) with { Error = new string('x', before) + "𝄞𝄞", Created = A.Now };

        Assert.DoesNotContain('\uFFFD', System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(Assert.Single(Delete(Claim, Marked(), failed).Denials).Message)));
    }

    [Fact]
    public void Every_warning_is_a_line_that_kubectl_shows_well()
    {
        var failed = Backup(BackupState.Failed) with { Error = new string('x', 500), Created = A.Now };
        var job = A.Job($"backup-{new string('n', 33)}", "web/data");

        Assert.All(Of(Claim, ArchiveDeleteGuard.Warn, false, Marked(), failed).Warnings, warning => Assert.InRange(warning.Length, 1, 119));
        Assert.All(Delete(A.Claim("web/data"), job).Warnings, warning => Assert.InRange(warning.Length, 1, 119));
    }

    [Fact]
    public void A_ready_archive_of_a_predecessor_does_not_count() =>
        Assert.Single(Delete(Claim with { Uid = "another" }, Marked(), Backup(BackupState.Completed)).Denials);

    [Theory]
    [InlineData(ArchiveDeleteGuard.Deny, 1, 0)]
    [InlineData(ArchiveDeleteGuard.Warn, 0, 1)]
    [InlineData(ArchiveDeleteGuard.Off, 0, 0)]
    public void The_guard_is_an_option(ArchiveDeleteGuard guard, int denials, int warnings)
    {
        var review = Of(Claim, guard, false, Marked());

        Assert.Equal((denials, warnings), (review.Denials.Count, review.Warnings.Count));
    }

    [Fact]
    public void The_annotation_overrides_it_with_a_warning()
    {
        var review = Delete(Claim with { Annotations = A.Labels("allow-delete=true") }, Marked());

        Assert.Empty(review.Denials);
        Assert.Equal("web/data: its archive is not ready, it has not started yet", Assert.Single(review.Warnings));
    }

    [Fact]
    public void The_namespace_controller_is_only_warned() =>
        Assert.Empty(Of(Claim, ArchiveDeleteGuard.Deny, withItsNamespace: true, Marked()).Denials);

    [Fact]
    public void A_pvc_that_is_being_deleted_or_lives_elsewhere_is_left_alone()
    {
        Assert.Empty(Delete(Claim with { Deleting = true }, Marked()).Denials);
        Assert.Empty(Delete(Claim with { StorageClass = "nfs", VolumeName = null }, Marked()).Denials);
    }

    [Theory]
    [InlineData("2026-11-23T11:15:00Z", "2026-11-23 11:15 UTC, 45 min ago")]
    [InlineData("2026-11-23T09:00:00Z", "2026-11-23 09:00 UTC, 3 h ago")]
    [InlineData("2026-11-13T09:00:00Z", "2026-11-13 09:00 UTC, 10 d ago")]
    public void Without_an_archive_the_last_backup_and_what_goes_are_named(string completed, string age)
    {
        var backup = A.Backup("b", "backup-web-data", "web/data") with { State = BackupState.Completed, CompletedAt = completed, Volume = "vol-1" };
        var ofPredecessor = backup with { Key = A.Key("longhorn-system/p"), CompletedAt = "2026-11-23T11:59:00Z", Volume = "vol-0" };
        var volume = A.Pv("pv-1", "vol-1") with { ReclaimPolicy = "Delete" };

        var review = Delete(A.Claim("web/data", volume: "pv-1"), A.Job("backup-web-data", "web/data"), volume, backup, ofPredecessor);

        Assert.Equal(
            [
                "web/data: job backup-web-data is deleted with it; its 2 backups stay", $"web/data: its last backup is of {age}",
                "web/data: its volume goes with it: the reclaim policy is Delete",
            ],
            review.Warnings);
    }

    [Fact]
    public void A_pvc_that_was_never_backed_up_is_reported() => Assert.Contains(
        "web/data: no backup of it is known", Delete(A.Claim("web/data", volume: "pv-1"), A.Job("backup-web-data", "web/data"), A.Pv("pv-1", "vol-1")).Warnings);

    private static Review Delete(Claim claim, params ClusterObject[] objects) => Of(claim, ArchiveDeleteGuard.Deny, false, objects);

    private static Review Of(Claim claim, ArchiveDeleteGuard guard, bool withItsNamespace, params ClusterObject[] objects) =>
        new ClaimDeletion(claim, World.Of([claim, .. objects]), A.Now, guard, withItsNamespace).Review();

    private static RecurringJob Marked() => A.Job("backup-web-data", "web/data", "archive=true") with { Annotations = A.Labels($"archive-id={Id}") };

    private static Backup Backup(BackupState state) =>
        A.Backup($"archive-{Id}", null, "web/data") with { State = state, CompletedAt = "2026-11-23T11:00:00Z" };

    private static string Id => Core.Archive.ArchiveId.FirstOf(A.Claim("web/data").Uid).ToString();
}
