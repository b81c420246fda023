using WebhookController.Core.Archive;
using WebhookController.Core.Layers;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;
using WebhookController.Core.Status;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Status;

public sealed class UntrackedBackupsTests
{
    private static readonly Claim Claim = A.Claim("web/data");
    private static readonly ArchiveId Id = ArchiveId.FirstOf(Claim.Uid);
    private static readonly Backup OfJob = A.Completed("b1", "v1", A.Now, "backup-web-data", size: 100);
    private static readonly Backup OfArchive = A.Completed(Id.ObjectName, "v1", A.Now, size: 1000) with { IsArchive = true };
    private static readonly Backup ByHand = A.Completed("mine", "v1", A.Now, size: 10);

    [Fact]
    public void What_a_managed_job_made_is_tracked() => Assert.Empty(Found(Claim, A.Job("backup-web-data", "web/data"), OfJob));

    [Fact]
    public void What_nobody_made_is_by_hand() =>
        Assert.Equal([new Untracked(UntrackedReason.ByHand, 2, 20)], Found(ByHand, ByHand with { Key = new(A.LonghornNamespace, "mine-2") }));

    [Fact]
    public void What_a_job_made_that_is_not_ours_is_anothers() =>
        Assert.Equal([new Untracked(UntrackedReason.OtherJob, 1, 100)], Found(A.Foreign("nightly"), OfJob with { Job = "nightly" }));

    [Fact]
    public void What_a_job_made_that_is_gone_is_left_over() => Assert.Equal([new Untracked(UntrackedReason.JobGone, 1, 100)], Found(OfJob));

    [Fact]
    public void A_job_that_cannot_be_read_is_not_gone() =>
        Assert.Empty(Found(World.Empty.With(OfJob).WithUnknownInLonghorn<RecurringJob>("backup-web-data")));

    [Theory]
    [InlineData("2026-11-23", false)]
    [InlineData("2026-11-22", true)]
    public void An_archive_is_tracked_to_its_last_day(string lastDay, bool expired) => Assert.Equal(
        expired ? [new Untracked(UntrackedReason.ArchiveExpired, 2, 1100)] : [],
        Found(ArchiveJob($"archive=true archive-delete-after={lastDay}"), OfArchive, OfJob));

    [Fact]
    public void While_its_pvc_is_there_the_job_of_an_expired_archive_still_keeps_count_of_what_it_makes() => Assert.Equal(
        [new Untracked(UntrackedReason.ArchiveExpired, 1, 1000)],
        Found(Claim, ArchiveJob("archive=true archive-delete-after=2026-11-22"), OfArchive, OfJob));

    [Fact]
    public void An_archive_whose_job_is_gone_or_let_go_of_it_is_left_over()
    {
        Assert.Equal([new Untracked(UntrackedReason.JobGone, 1, 1000)], Found(OfArchive));
        Assert.Equal([new Untracked(UntrackedReason.JobGone, 1, 1000)], Found(Claim, A.Job("backup-web-data", "web/data"), OfArchive));
    }

    [Fact]
    public void The_archive_before_is_tracked_while_another_one_is_made() => Assert.Empty(Found(
        ArchiveJob("archive=true") with { Annotations = A.Labels($"archive-id={ArchiveId.FirstOf("another")} archive-backup={Id.ObjectName}") }, OfArchive));

    [Theory]
    [InlineData(BackupState.UnderWay)]
    [InlineData(BackupState.Failed)]
    [InlineData(BackupState.Deleting)]
    public void Only_complete_backups_count(BackupState state) => Assert.Empty(Found(ByHand with { State = state }));

    [Fact]
    public void Every_reason_is_always_there() => Assert.Equal(
        Enum.GetValues<UntrackedReason>(), Planner.Plan(World.Of(), EffectiveDefaults.BuiltIn, A.Now).Untracked.Select(untracked => untracked.Reason));

    private static RecurringJob ArchiveJob(string labels) =>
        A.Job("backup-web-data", "web/data", labels) with { Annotations = A.Labels($"archive-id={Id} archive-backup={Id.ObjectName}") };

    private static IEnumerable<Untracked> Found(params ClusterObject[] objects) => Found(World.Empty.With(objects));

    private static IEnumerable<Untracked> Found(World world) =>
        Planner.Plan(world.State, EffectiveDefaults.BuiltIn, A.Now).Untracked.Where(untracked => untracked.Backups > 0);
}
