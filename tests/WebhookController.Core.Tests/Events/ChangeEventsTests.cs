using WebhookController.Core.Cluster;
using WebhookController.Core.Events;
using WebhookController.Core.Labels;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Events;

public sealed class ChangeNoticesTests
{
    private static readonly ObjectKey Claim = new("web", "data");
    private static readonly RecurringJob Job = A.Job("backup-web-data", "web/data");
    private static readonly ClusterState State = World.Of(A.Claim("web/data"));

    public static TheoryData<Change, EventReason, string> Reported() => new()
    {
        {
            new CreateJob(new DesiredJob(Job.Key, Job.Labels, LabelSet.Empty, Job.Spec), Claim), EventReason.BackupJobCreated,
            "recurringjob backup-web-data was created and runs every 4 hours from 00:30 UTC: cron 30 0/4 * * ?, retain 8, concurrency 1, full-backup-interval 4"
        },
        {
            new PatchJob(Job, [], [], null, ["retain 5 → 8"]), EventReason.BackupJobChanged,
            "recurringjob backup-web-data was changed: retain 5 → 8"
        },
        {
            new DeleteJob(Job, DeletionReason.OptedOut, Claim), EventReason.BackupJobDeleted,
            "recurringjob backup-web-data was deleted, the backups it made stay: the PVC is opted out"
        },
        {
            new DeleteJob(Job, DeletionReason.OptedOutByLayer, Claim), EventReason.BackupJobDeleted,
            "recurringjob backup-web-data was deleted, the backups it made stay: the PVC is opted out by its namespace or storage class"
        },
        {
            new DeleteJob(Job, DeletionReason.Renamed, Claim), EventReason.BackupJobDeleted,
            "recurringjob backup-web-data was deleted, the backups it made stay: the PVC has another job now"
        },
        {
            new DeleteJob(Job, DeletionReason.ClaimGone, Claim), EventReason.DeletedWithoutArchive,
            "the PVC went without an archive: recurringjob backup-web-data was deleted, the backups it made stay"
        },
        {
            new LabelVolume(A.Volume("pvc-1"), Labels("backup-web-data=enabled backup-web-old")), EventReason.VolumeAttached,
            "volume pvc-1 now carries recurringjob backup-web-data"
        },
        {
            new LabelVolume(A.Volume("pvc-1"), Labels("backup-web-old")), EventReason.VolumeDetached,
            "volume pvc-1 no longer carries recurringjob backup-web-old"
        },
        {
            new LabelClaim(A.Claim("web/data"), Labels("backup-web-data=enabled")), EventReason.VolumeAttached,
            "the PVC, from where Longhorn copies it to the volume, now carries recurringjob backup-web-data"
        },
        {
            new CreateSnapshot(A.Key("longhorn-system/archive-1"), "pvc-1", LabelSet.Empty, Claim), EventReason.ArchiveStarted,
            "archive archive-1 has started with a snapshot of volume pvc-1; a full backup follows"
        },
    };

    [Theory]
    [MemberData(nameof(Reported))]
    public void A_change_is_reported_on_its_pvc(Change change, EventReason reason, string text)
    {
        var notice = ChangeEvents.Of(Claim, change, State);

        Assert.Equal(new ClaimEvent(new EventSubject("PersistentVolumeClaim", Claim, "uid-pvc-web/data"), reason, text), notice);
    }

    [Fact]
    public void A_pvc_that_is_gone_has_no_uid() =>
        Assert.Equal("", ChangeEvents.Of(Claim, new DeleteJob(Job, DeletionReason.ClaimGone, Claim), World.Of())!.About.Uid);

    [Fact]
    public void The_backup_of_an_archive_was_reported_with_its_snapshot() =>
        Assert.Null(ChangeEvents.Of(Claim, new CreateBackup(A.Key("longhorn-system/archive-1"), "pvc-1", LabelSet.Empty, Claim), State));

    // "job=enabled" sets a job label, "job" takes it off.
    private static KeyValuePair<string, string?>[] Labels(string text) => [.. text.Split(' ').Select(label =>
        label.Split('=') is [var job, var value] ? new KeyValuePair<string, string?>(LonghornLabels.ForJob(job), value) : new(LonghornLabels.ForJob(label), null))];
}
