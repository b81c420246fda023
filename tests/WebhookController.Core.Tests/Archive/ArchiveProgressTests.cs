using WebhookController.Core.Archive;
using WebhookController.Core.Labels;
using WebhookController.Core.Objects;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Archive;

/// The progress of an archive, read from the cluster.
public sealed class ArchiveProgressTests
{
    private const string Uid = "uid-1";
    private static readonly ArchiveId First = ArchiveId.FirstOf(Uid);
    private static readonly ArchiveRequest Unstamped = new(First.Series, null);

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
    public void Without_a_mark_on_the_job_twenty_attempts_start_beyond_those_of_before()
    {
        Assert.Equal((First, ArchivePhase.Starting, A.Now), Of(null) switch { var progress => (progress.Id, progress.Phase, progress.StartedAt) });
        Assert.Equal(First with { Attempt = 21 }, Of(null, Snapshot(First)).Id);
        Assert.Equal(First with { Attempt = 21 }, Of(null, Snapshot(First), Backup(First with { Attempt = 7 }, BackupState.Completed)).Id);
        Assert.Equal(First with { Attempt = 41 }, Of(null, Snapshot(First), Backup(First with { Attempt = 21 }, BackupState.Completed)).Id);
    }

    [Fact]
    public void Marks_of_another_uid_do_not_count() => Assert.Equal(First, Of(ArchiveId.FirstOf("uid-2")).Id);

    [Fact]
    public void Each_phase_follows_from_the_objects()
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

        Assert.Equal(ArchivePhase.Unknown, ArchiveProgress.Of(Unstamped, Job(First), state.ArchiveObjects, A.Now).Phase);
    }

    [Fact]
    public void A_failed_attempt_is_followed_by_the_next_once_its_delay_is_over_and_not_before()
    {
        var failed = Backup(First, BackupState.Failed) with { Error = "no space left" };

        Assert.Equal((ArchivePhase.Failed, First), At(A.Now + TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1)));
        Assert.Equal((ArchivePhase.Starting, First.Next()), At(A.Now + TimeSpan.FromMinutes(5)));

        (ArchivePhase, ArchiveId) At(DateTimeOffset now)
        {
            var progress = ArchiveProgress.Of(Unstamped, Job(First), World.Of(failed).ArchiveObjects, now);
            Assert.Equal("no space left", progress.LastError);
            return (progress.Phase, progress.Id);
        }
    }

    [Fact]
    public void A_snapshot_that_is_not_ready_within_an_hour_failed()
    {
        Assert.Equal(ArchivePhase.Snapshotting, At(TimeSpan.FromHours(1)));
        Assert.Equal(ArchivePhase.Starting, At(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(1)));

        ArchivePhase At(TimeSpan later) => ArchiveProgress.Of(Unstamped, Job(First), World.Of(Snapshot(First)).ArchiveObjects, A.Now + later).Phase;
    }

    [Fact]
    public void A_controller_whose_clock_is_ahead_of_the_api_servers_makes_no_attempt_too_early()
    {
        // StartedAt by our clock just now; the API server, ten hours behind, wrote another time.
        var state = World.Of(Snapshot(First) with { Created = A.Now - TimeSpan.FromHours(10) });

        Assert.Equal(ArchivePhase.Snapshotting, ArchiveProgress.Of(Unstamped, Job(First, "archive-begun=2026-11-23T12:00:00Z"), state.ArchiveObjects, A.Now).Phase);
        Assert.Equal((First, ArchivePhase.Failed), ArchiveProgress.Of(Unstamped, Job(First, "archive-begun=2026-11-23T12:00:00Z"), World.Of(
            Backup(First, BackupState.Failed) with { Created = A.Now - TimeSpan.FromHours(10) }).ArchiveObjects, A.Now) switch
        { var progress => (progress.Id, progress.Phase) });
    }

    [Fact]
    public void A_snapshot_whose_backup_could_not_start_for_an_hour_is_too_old_to_be_an_archive()
    {
        Assert.Equal((ArchivePhase.SnapshotReady, (string?)null), At(TimeSpan.FromMinutes(15)));
        Assert.Equal((ArchivePhase.SnapshotReady, "no backup of the snapshot could be started yet"), At(TimeSpan.FromMinutes(16)));
        Assert.Equal((ArchivePhase.Starting, "no backup of the snapshot could be started within an hour"), At(TimeSpan.FromMinutes(61)));

        (ArchivePhase, string?) At(TimeSpan later)
        {
            var progress = ArchiveProgress.Of(Unstamped, Job(First), World.Of(Snapshot(First) with { Ready = true }).ArchiveObjects, A.Now + later);
            return (progress.Phase, progress.LastError);
        }
    }

    [Fact]
    public void An_attempt_that_cannot_start_is_reported()
    {
        Assert.Null(At(TimeSpan.FromMinutes(15)));
        Assert.Equal("no snapshot could be started yet", At(TimeSpan.FromMinutes(16)));

        string? At(TimeSpan later) => ArchiveProgress.Of(Unstamped, Job(First, "archive-begun=2026-11-23T12:00:00Z"), World.Of().ArchiveObjects, A.Now + later).LastError;
    }

    [Fact]
    public void The_error_of_the_attempt_before_is_known_until_one_is_complete()
    {
        var second = Job(First.Next(), "archive-error=no_space");

        Assert.Equal(("no_space", 40), ArchiveProgress.Of(Unstamped, second, World.Of(Backup(First.Next(), BackupState.UnderWay) with { Progress = 40 }).ArchiveObjects, A.Now)
            switch
        { var progress => (progress.LastError, progress.Percent) });
        Assert.Null(ArchiveProgress.Of(Unstamped, second, World.Of(Backup(First.Next(), BackupState.Completed)).ArchiveObjects, A.Now).LastError);
        Assert.Null(ArchiveProgress.Of(Unstamped, Job(First.Next()), World.Of().ArchiveObjects, A.Now).LastError);
    }

    [Fact]
    public void The_last_attempt_of_a_request_is_followed_by_none_until_a_person_requests_again()
    {
        var last = First with { Attempt = RetryDelay.Round };
        var progress = ArchiveProgress.Of(Unstamped, Job(last), World.Of(Backup(last, BackupState.Failed) with { Error = "no space" }).ArchiveObjects, A.Now + TimeSpan.FromDays(30));

        Assert.Equal((last, ArchivePhase.Failed, "no space; given up after 20 attempts"), (progress.Id, progress.Phase, progress.LastError));
        Assert.Equal(last.Next(), Of(null, [.. Enumerable.Range(1, RetryDelay.Round).Select(attempt => Snapshot(First with { Attempt = attempt }))]).Id);
        Assert.Equal(RetryDelay.After(1), RetryDelay.After(RetryDelay.Round + 1));
    }

    [Fact]
    public void A_complete_archive_is_one_as_long_as_its_backup_may_be_there()
    {
        var job = Job(First, $"archive-backup={First.ObjectName} archive-completed-at=then");
        ArchiveProgress In(World world) => ArchiveProgress.Of(Unstamped, job, world.State.ArchiveObjects, A.Now);

        Assert.Equal((ArchivePhase.Ready, "then"), In(World.Empty.With(Backup(First, BackupState.Completed))) switch { var progress => (progress.Phase, progress.CompletedAt) });
        Assert.Equal(ArchivePhase.Ready, In(World.Empty.WithUnknownInLonghorn<Backup>(First.ObjectName)).Phase);
        Assert.Equal(ArchivePhase.Ready, In(World.Empty.WithUnsynced<Backup>()).Phase);
        foreach (var gone in (World[])[World.Empty, World.Empty.With(Backup(First, BackupState.Deleting)), World.Empty.With(Backup(First, BackupState.Failed))])
        {
            Assert.Equal(
                (ArchivePhase.Lost, "then", $"backup {First.ObjectName}, which was the archive, is no longer there"),
                In(gone) switch { var progress => (progress.Phase, progress.CompletedAt, progress.LastError) });
        }
    }

    private static ArchiveProgress Of(ArchiveId? marked, params ClusterObject[] objects) =>
        ArchiveProgress.Of(Unstamped, "backup-web-data", marked is { } id ? [Job(id)] : [], World.Of(objects).ArchiveObjects, A.Now);

    private static RecurringJob Job(ArchiveId id, string marks = "") =>
        A.Job("backup-web-data", "web/data", "archive=true") with { Annotations = A.Labels($"archive-id={id} {marks}") };

    private static Snapshot Snapshot(ArchiveId id) =>
        new() { Key = new(A.LonghornNamespace, id.ObjectName), Uid = "s", ResourceVersion = "1", Created = A.Now };

    private static Backup Backup(ArchiveId id, BackupState state) => A.Backup(id.ObjectName, null, "web/data") with { State = state, Created = A.Now };
}
