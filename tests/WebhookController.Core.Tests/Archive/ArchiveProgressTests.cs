using WebhookController.Core.Archive;
using WebhookController.Core.Cluster;
using WebhookController.Core.Parsing;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Archive;

/// Where an archive stands, told from what is in the cluster.
public sealed class ArchiveProgressTests
{
    private const string Uid = "uid-1";
    private static readonly ArchiveId First = ArchiveId.FirstOf(Uid);

    [Fact]
    public void Ids_are_derived_from_the_uid_and_the_attempt_and_read_back()
    {
        Assert.Equal(First, ArchiveId.FirstOf(Uid));
        Assert.NotEqual(First, ArchiveId.FirstOf("uid-2"));
        Assert.True(First.IsOf(Uid));
        Assert.False(First.IsOf("uid-2"));
        Assert.Equal(First.Next(), ArchiveId.Read(First.Next().ToString()));
        Assert.True(ValueGrammars.IsDnsLabel(First.ObjectName));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0123456789")]
    [InlineData("0123456789-0")]
    [InlineData("0123456789-x")]
    [InlineData("short-1")]
    public void What_is_no_id_is_none(string? text) => Assert.Null(ArchiveId.Read(text));

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 10)]
    [InlineData(3, 20)]
    [InlineData(7, 320)]
    [InlineData(8, 360)]
    [InlineData(1000, 360)]
    public void Delays_double_from_five_minutes_to_six_hours(int attempt, int minutes) => Assert.Equal(TimeSpan.FromMinutes(minutes), RetryDelay.After(attempt));

    [Fact]
    public void Without_a_mark_on_the_job_the_first_free_attempt_starts()
    {
        Assert.Equal(new ArchiveProgress(First, ArchivePhase.Starting), Of(null));
        Assert.Equal(First.Next(), Of(null, Snapshot(First)).Id);
        Assert.Equal(First.Next().Next(), Of(null, Snapshot(First), Backup(First.Next(), BackupState.Completed)).Id);
    }

    [Fact]
    public void Marks_of_another_uid_do_not_count() => Assert.Equal(First, Of(ArchiveId.FirstOf("uid-2")).Id);

    [Fact]
    public void Each_phase_is_told_from_the_objects()
    {
        Assert.Equal(ArchivePhase.Starting, Of(First).Phase);
        Assert.Equal(ArchivePhase.Snapshotting, Of(First, Snapshot(First)).Phase);
        Assert.Equal(ArchivePhase.SnapshotReady, Of(First, Snapshot(First) with { Ready = true }).Phase);
        Assert.Equal(ArchivePhase.BackingUp, Of(First, Snapshot(First) with { Ready = true }, Backup(First, BackupState.UnderWay)).Phase);
        Assert.Equal(ArchivePhase.BackingUp, Of(First, Backup(First, BackupState.Deleting)).Phase);
        Assert.Equal(ArchivePhase.Ready, Of(First, Backup(First, BackupState.Completed)).Phase);
        Assert.Equal(ArchivePhase.Failed, Of(First, Snapshot(First) with { Error = "no space" }).Phase);
        Assert.Equal(ArchivePhase.Failed, Of(First, Backup(First, BackupState.Failed)).Phase);
    }

    [Fact]
    public void What_cannot_be_read_is_unknown_and_nothing_is_done_about_it()
    {
        var state = World.Empty.WithUnknownInLonghorn<Backup>(First.ObjectName).With(Snapshot(First) with { Ready = true }).State;

        Assert.Equal(ArchivePhase.Unknown, ArchiveProgress.Of(Uid, Job(First), state, A.Now).Phase);
    }

    [Fact]
    public void A_failed_attempt_is_followed_by_the_next_once_its_delay_is_over_and_not_before()
    {
        var failed = Backup(First, BackupState.Failed) with { Error = "no space left" };

        Assert.Equal((ArchivePhase.Failed, First), At(A.Now + TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1)));
        Assert.Equal((ArchivePhase.Starting, First.Next()), At(A.Now + TimeSpan.FromMinutes(5)));

        (ArchivePhase, ArchiveId) At(DateTimeOffset now)
        {
            var progress = ArchiveProgress.Of(Uid, Job(First), World.Of(failed), now);
            Assert.True(progress.LastFailed);
            Assert.Equal("no space left", progress.Detail);
            return (progress.Phase, progress.Id);
        }
    }

    [Fact]
    public void A_snapshot_that_is_not_ready_within_an_hour_failed()
    {
        Assert.Equal(ArchivePhase.Snapshotting, At(TimeSpan.FromHours(1)));
        Assert.Equal(ArchivePhase.Starting, At(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(1)));

        ArchivePhase At(TimeSpan later) => ArchiveProgress.Of(Uid, Job(First), World.Of(Snapshot(First)), A.Now + later).Phase;
    }

    [Fact]
    public void A_complete_archive_stays_complete_when_its_backup_is_no_longer_listed()
    {
        var job = Job(First) with { Annotations = A.Labels($"archive-id={First} archive-backup={First.ObjectName} archive-completed-at=then") };

        var progress = ArchiveProgress.Of(Uid, job, World.Of(), A.Now);

        Assert.Equal((ArchivePhase.Ready, "then"), (progress.Phase, progress.CompletedAt));
    }

    private static ArchiveProgress Of(ArchiveId? marked, params ClusterObject[] objects) =>
        ArchiveProgress.Of(Uid, marked is { } id ? Job(id) : null, World.Of(objects), A.Now);

    private static RecurringJob Job(ArchiveId id) =>
        A.Job("backup-web-data", "web/data", "archive=true") with { Annotations = A.Labels($"archive-id={id}") };

    private static Snapshot Snapshot(ArchiveId id) =>
        new() { Key = new(A.LonghornNamespace, id.ObjectName), Uid = "s", ResourceVersion = "1", Created = A.Now };

    private static Backup Backup(ArchiveId id, BackupState state) => A.Backup(id.ObjectName, null, "web/data") with { State = state, Created = A.Now };
}
