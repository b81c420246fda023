using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Notices;
using WebhookController.Core.Planning;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Notices;

public sealed class ChangeNoticesTests
{
    private static readonly ObjectKey Claim = new("web", "data");
    private static readonly RecurringJob Job = A.Job("backup-web-data", "web/data");
    private static readonly ClusterState State = World.Of(A.Claim("web/data"));

    public static TheoryData<Change, NoticeReason, string> Told() => new()
    {
        {
            new CreateJob(new DesiredJob(Job.Key, Job.Labels, LabelSet.Empty, Job.Spec), Claim), NoticeReason.BackupJobCreated,
            "recurringjob backup-web-data was created: cron 30 0/4 * * ?, retain 8, concurrency 1, full-backup-interval 4"
        },
        {
            new PatchJob(Job, [], [], null, ["retain 5 → 8"]), NoticeReason.BackupJobChanged,
            "recurringjob backup-web-data was changed: retain 5 → 8"
        },
        {
            new DeleteJob(Job, DeletionReason.OptedOut, Claim), NoticeReason.BackupJobDeleted,
            "recurringjob backup-web-data was deleted, the backups it made stay: the PVC is opted out"
        },
        {
            new DeleteJob(Job, DeletionReason.Renamed, Claim), NoticeReason.BackupJobDeleted,
            "recurringjob backup-web-data was deleted, the backups it made stay: the PVC has another job now"
        },
        {
            new DeleteJob(Job, DeletionReason.ClaimGone, Claim), NoticeReason.DeletedWithoutArchive,
            "the PVC went without an archive: recurringjob backup-web-data was deleted, the backups it made stay"
        },
        {
            new LabelVolume(A.Volume("pvc-1"), Labels("backup-web-data=enabled backup-web-old")), NoticeReason.VolumeAttached,
            "volume pvc-1 now carries recurringjob backup-web-data"
        },
        {
            new LabelVolume(A.Volume("pvc-1"), Labels("backup-web-old")), NoticeReason.VolumeDetached,
            "volume pvc-1 no longer carries recurringjob backup-web-old"
        },
        {
            new LabelClaim(A.Claim("web/data"), Labels("backup-web-data=enabled")), NoticeReason.VolumeAttached,
            "the PVC, from where Longhorn copies it to the volume, now carries recurringjob backup-web-data"
        },
        {
            new CreateSnapshot(A.Key("longhorn-system/archive-1"), "pvc-1", LabelSet.Empty, Claim), NoticeReason.ArchiveStarted,
            "archive archive-1 has begun with a snapshot of volume pvc-1; a full backup follows"
        },
    };

    [Theory]
    [MemberData(nameof(Told))]
    public void A_change_is_told_on_its_pvc(Change change, NoticeReason reason, string text)
    {
        var notice = ChangeNotices.Of(Claim, change, State);

        Assert.Equal(new Notice(new NoticeSubject("PersistentVolumeClaim", Claim, "uid-pvc-web/data"), reason, text), notice);
    }

    [Fact]
    public void A_pvc_that_is_gone_has_no_uid() =>
        Assert.Equal("", ChangeNotices.Of(Claim, new DeleteJob(Job, DeletionReason.ClaimGone, Claim), World.Of())!.About.Uid);

    [Fact]
    public void The_backup_of_an_archive_was_told_with_its_snapshot() =>
        Assert.Null(ChangeNotices.Of(Claim, new CreateBackup(A.Key("longhorn-system/archive-1"), "pvc-1", LabelSet.Empty, Claim), State));

    // "job=enabled" sets a job label, "job" takes it off.
    private static KeyValuePair<string, string?>[] Labels(string text) => [.. text.Split(' ').Select(label =>
        label.Split('=') is [var job, var value] ? new KeyValuePair<string, string?>(LonghornLabels.ForJob(job), value) : new(LonghornLabels.ForJob(label), null))];
}
