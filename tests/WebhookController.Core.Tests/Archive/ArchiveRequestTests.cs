using WebhookController.Core.Archive;
using WebhookController.Core.Labels;
using WebhookController.Core.Objects;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Archive;

/// Which archive is asked for, and whether it is the one at hand.
public sealed class ArchiveRequestTests
{
    private const string January = "2026-01-05T08:00:00Z";
    private const string February = "2026-02-05T08:00:00Z";
    private const string Job = "backup-web-data";
    private static readonly Claim Claim = A.Claim("web/data", "enabled=true name=data archive=true", "pv-1");
    private static readonly ArchiveId First = ArchiveId.FirstOf(Claim.Uid);

    [Fact]
    public void Each_request_has_twenty_attempts_of_its_own_that_the_version_before_reads_as_its_own_too()
    {
        var (january, february) = (First.FirstFor(January), First.FirstFor(February));

        Assert.NotEqual(january, february);
        Assert.Equal(january, First.FirstFor(January));
        Assert.Equal(First, january.FirstFor(null));
        Assert.All([january, february], id =>
        {
            Assert.True(id.IsOf(Claim.Uid));
            Assert.Equal(id, ArchiveId.Read(id.ToString()));
            Assert.Equal(1, id.Attempt % RetryDelay.Round);
            Assert.Equal(RetryDelay.After(1), RetryDelay.After(id.Attempt));
            Assert.False(RetryDelay.IsLast(id.Attempt + RetryDelay.Round - 2));
            Assert.True(RetryDelay.IsLast(id.Attempt + RetryDelay.Round - 1));
        });
        Assert.Null(ArchiveId.Read($"{First.Series}-{int.MaxValue}"));
    }

    [Fact]
    public void Another_time_on_the_pvc_requests_another_archive_and_the_complete_one_is_not_it()
    {
        var complete = Kept(First.FirstFor(January), January, complete: true);

        Assert.Equal((First.FirstFor(January), ArchivePhase.Ready), Of(January, [complete], Complete(First.FirstFor(January))));
        Assert.Equal((First.FirstFor(February), ArchivePhase.Starting), Of(February, [complete], Complete(First.FirstFor(January))));
    }

    [Fact]
    public void After_nineteen_failures_in_january_february_starts_with_its_first_attempt_and_the_shortest_delay()
    {
        var failed = First.FirstFor(January) with { Attempt = First.FirstFor(January).Attempt + 18 };
        var retry = ArchiveProgress.Of(
            ArchiveRequest.Of(Asked(February), A.Keys, A.Now), Job, [Kept(First.FirstFor(February), February)],
            World.Of(Failed(First.FirstFor(February))).ArchiveObjects, A.Now);

        Assert.Equal((First.FirstFor(February), ArchivePhase.Starting), Of(February, [Kept(failed, January)], Failed(failed)));
        Assert.Equal(A.Now + TimeSpan.FromMinutes(5), retry.ChangesAt);
    }

    [Fact]
    public void A_pvc_that_lost_its_annotation_requests_nothing_new() =>
        Assert.Equal((First.FirstFor(January), ArchivePhase.Ready), Of(null, [Kept(First.FirstFor(January), January, complete: true)], Complete(First.FirstFor(January))));

    [Theory]
    [InlineData("yesterday")]
    [InlineData("2026-02-30T08:00:00Z")]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59Z")]
    [InlineData("2026-11-23T13:00:01Z")]
    public void A_text_that_is_no_time_or_in_the_future_requests_nothing_new(string text) =>
        Assert.Equal((First, ArchivePhase.Ready), Of(text, [Kept(First, null, complete: true)], Complete(First)));

    [Fact]
    public void A_time_in_the_future_counts_once_it_can_be_true()
    {
        var objects = World.Of(Complete(First)).ArchiveObjects;
        var early = ArchiveProgress.Of(ArchiveRequest.Of(Asked("2026-11-25T12:00:00Z"), A.Keys, A.Now), Job, [Kept(First, null, complete: true)], objects, A.Now);

        Assert.Equal((ArchivePhase.Ready, A.Now.AddHours(47)), (early.Phase, early.ChangesAt));
        var late = ArchiveProgress.Of(ArchiveRequest.Of(Asked("2026-11-25T12:00:00Z"), A.Keys, A.Now.AddHours(47)), Job, [Kept(First, null, complete: true)], objects, A.Now.AddHours(47));
        Assert.Equal(ArchivePhase.Starting, late.Phase);
    }

    [Theory]
    [InlineData("2026-01-05T08:00:02Z", true)]
    [InlineData("2026-01-05T07:59:58Z", true)]
    [InlineData("2026-03-05T08:00:00Z", true)]
    [InlineData("2026-01-05T07:59:30Z", false)]
    [InlineData(null, false)]
    public void An_archive_of_an_earlier_version_is_the_requested_one_if_it_was_started_since(string? started, bool counts)
    {
        var progress = Of(January, [Kept(First, null, complete: true, started)], Complete(First));

        Assert.Equal(counts ? (First, ArchivePhase.Ready) : (First.FirstFor(January), ArchivePhase.Starting), progress);
    }

    [Fact]
    public void A_pvc_that_comes_back_to_an_earlier_request_has_its_archive()
    {
        var (january, february) = (First.FirstFor(January), First.FirstFor(February));

        Assert.Equal((january, ArchivePhase.Ready), Of(January, [Kept(february, February)], Complete(january)));
        Assert.Equal((january, ArchivePhase.BackingUp), Of(January, [Kept(february, February)], Complete(january) with { State = BackupState.UnderWay }));
        Assert.Equal((january.Next(), ArchivePhase.Starting), Of(January, [Kept(february, February)], Failed(january)));
    }

    [Fact]
    public void Once_a_pass_has_seen_the_label_removed_it_is_a_new_request_even_with_the_same_annotation() => Assert.Equal(
        (First.FirstFor(January).NextRound(), ArchivePhase.Starting),
        Of(January, [A.Job(Job, "web/data")], Complete(First.FirstFor(January))));

    private static (ArchiveId, ArchivePhase) Of(string? requestedAt, RecurringJob[] jobs, params ClusterObject[] objects)
    {
        var progress = ArchiveProgress.Of(ArchiveRequest.Of(Asked(requestedAt), A.Keys, A.Now), Job, jobs, World.Of(objects).ArchiveObjects, A.Now);
        return (progress.Id, progress.Phase);
    }

    private static Claim Asked(string? at) => at is null ? Claim : Claim with { Annotations = LabelSet.Of((A.Keys.ArchiveRequestedAt, at)) };

    private static RecurringJob Kept(ArchiveId id, string? request, bool complete = false, string? started = null) => A.Job(Job, "web/data", "archive=true") with
    {
        Annotations = A.Labels($"archive-id={id}{(request is null ? "" : $" archive-request={request}")}{(started is null ? "" : $" archive-begun={started}")}{(complete ? $" archive-backup={id.ObjectName}" : "")}"),
    };

    private static Backup Complete(ArchiveId id) => A.Backup(id.ObjectName, null, "web/data") with { State = BackupState.Completed, Created = A.Now };

    private static Backup Failed(ArchiveId id) => A.Backup(id.ObjectName, null, "web/data") with { State = BackupState.Failed, Created = id.FirstFor(February) == id ? A.Now : A.Now.AddDays(-1) };
}
