using WebhookController.Core.Claims;
using WebhookController.Core.Cluster;
using WebhookController.Core.Parsing;
using WebhookController.Core.Policy;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Policy;

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
    public void Once_it_is_ready_nothing_is_said()
    {
        var review = Delete(Claim, Marked(), Backup(BackupState.Completed));

        Assert.Empty(review.Denials);
        Assert.Empty(review.Warnings);
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
        var review = Delete(Claim with { MayBeDeleted = true }, Marked());

        Assert.Empty(review.Denials);
        Assert.Equal("the archive of this PVC is not ready, it has not begun yet", Assert.Single(review.Warnings));
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
    public void Without_an_archive_the_last_backup_and_what_goes_are_named(string completed, string told)
    {
        var backup = A.Backup("b", "backup-web-data", "web/data") with { State = BackupState.Completed, CompletedAt = completed };
        var volume = A.Pv("pv-1", "vol-1") with { ReclaimPolicy = "Delete" };

        var review = Delete(A.Claim("web/data", volume: "pv-1"), A.Job("backup-web-data", "web/data"), volume, backup);

        Assert.Equal(
            [
                "job backup-web-data will be deleted with this PVC; the backups it made stay", $"its last backup is of {told}",
                "its volume goes with it: the reclaim policy is Delete",
            ],
            review.Warnings);
    }

    [Fact]
    public void A_pvc_that_was_never_backed_up_is_said_to_be_so() => Assert.Contains(
        "no backup of it is known", Delete(A.Claim("web/data", volume: "pv-1"), A.Job("backup-web-data", "web/data"), A.Pv("pv-1", "vol-1")).Warnings);

    private static Review Delete(Claim claim, params ClusterObject[] objects) => Of(claim, ArchiveDeleteGuard.Deny, false, objects);

    private static Review Of(Claim claim, ArchiveDeleteGuard guard, bool withItsNamespace, params ClusterObject[] objects) =>
        new ClaimDeletion(claim, World.Of([claim, .. objects]), A.Now, guard, withItsNamespace).Review();

    private static RecurringJob Marked() => A.Job("backup-web-data", "web/data", "archive=true") with { Annotations = A.Labels($"archive-id={Id}") };

    private static Backup Backup(BackupState state) =>
        A.Backup($"archive-{Id}", null, "web/data") with { State = state, CompletedAt = "2026-11-23T11:00:00Z" };

    private static string Id => Core.Archive.ArchiveId.FirstOf(A.Claim("web/data").Uid).ToString();
}
