using WebhookController.Core.Labels;
using WebhookController.Core.Objects;
using WebhookController.Core.Reviews;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Reviews;

public sealed class NormalizationTests
{
    private const string Now = "2026-11-23T12:00:00Z";
    private const string Earlier = "2026-10-01T08:00:00Z";
    private const string Archived = "enabled=true name=data archive=true";
    private const string Plain = "enabled=true name=data";

    [Fact]
    public void A_start_with_a_colon_is_refused_together_with_every_other_mistake()
    {
        var review = Of(null, A.Claim("web/data", "enabled=true name=data retain=0 interval=06 start=05:30 intervall=4")).Review;

        Assert.Equal(
            [
                "backup.vluwte.nl/retain=0 is not allowed: use a whole number from 1 to 100",
                "backup.vluwte.nl/interval=06 is not allowed: leading zeros aren't allowed, use 6",
                "backup.vluwte.nl/start=05:30 is not allowed: use 0530, not 05:30",
                "backup.vluwte.nl/intervall=4 is not allowed: there is no such key, did you mean backup.vluwte.nl/interval?",
            ],
            review.Denials.Select(denial => denial.Message));
    }

    [Fact]
    public void What_is_refused_with_a_colon_is_what_validation_refuses()
    {
        var change = Change(A.Claim("web/data", "enabled=true name=data retain=0"), A.Claim("web/data", "enabled=true name=data retain=0 concurrency=0 start=5:30"));

        Assert.Equal(["concurrency", "start"], Normalization.Of(change, A.Now).Review.Denials.Select(denial => denial.Key.Split('/')[1]).Order(StringComparer.Ordinal));
        Assert.Equal(ClaimReview.Of(change).Denials, Normalization.Of(change, A.Now).Review.Denials);
    }

    [Theory]
    [InlineData(null, "enabled=true name=data start=2500")]
    [InlineData("enabled=true name=data start=00:30", "enabled=true name=data start=00:30 retain=0")]
    public void Any_other_mistake_is_left_to_validation(string? before, string after) =>
        Assert.Same(Normalized.Nothing, Of(before is null ? null : A.Claim("web/data", before), A.Claim("web/data", after)));

    [Theory]
    [InlineData(null, "enabled=true")]
    [InlineData(null, "enabled=True")]
    [InlineData("enabled=false", "enabled=TRUE archive=FALSE")]
    [InlineData(null, "enabled=true retain=3 interval=6")]
    [InlineData(null, "")]
    [InlineData(Archived, "enabled=true name=data archive=True")]
    [InlineData(Archived, Plain)]
    [InlineData(null, "enabled=false archive=true")]
    [InlineData(Archived, "enabled=false name=data archive=true")]
    public void Labels_stay_as_they_were_written(string? before, string after) =>
        Assert.Same(Normalized.Nothing, Of(before is null ? null : A.Claim("web/data", before), A.Claim("web/data", after)));

    [Theory]
    [InlineData(null, Archived)]
    [InlineData(Plain, Archived)]
    [InlineData(Plain, "enabled=true name=data archive=TRUE")]
    [InlineData("enabled=true name=data archive=false", Archived)]
    [InlineData("enabled=true name=data archive=maybe", Archived)]
    [InlineData("enabled=false name=data archive=true", Archived)]
    public void An_archive_request_is_noted_with_its_time(string? before, string after) =>
        Assert.Equal(Now, Stamp(before is null ? null : A.Claim("web/data", before), A.Claim("web/data", after)));

    [Fact]
    public void One_that_was_requested_before_there_was_an_annotation_gets_none()
    {
        Assert.Null(Stamp(A.Claim("web/data", Archived), A.Claim("web/data", Archived + " archive-delete-after=2027-07-11")));
        Assert.Null(Stamp(A.Claim("web/data", Archived), A.Claim("web/data", Archived, volume: "pv-1")));
    }

    [Fact]
    public void The_note_of_an_earlier_archive_is_replaced() => Assert.Equal(Now, Stamp(Asked(Plain, Earlier), Asked(Archived, Earlier)));

    [Fact]
    public void A_time_that_somebody_writes_along_with_the_label_stays()
    {
        Assert.Null(Stamp(null, Asked(Archived, Earlier)));
        Assert.Null(Stamp(A.Claim("web/data", Plain), Asked(Archived, Earlier)));
        Assert.Null(Stamp(Asked(Archived, Earlier), Asked(Archived, "2026-11-01T08:00:00Z")));
    }

    [Theory]
    [InlineData("now")]
    [InlineData("")]
    [InlineData("9999-99-99T00:00:00Z")]
    public void What_is_written_along_with_the_label_and_is_no_time_is_replaced(string text) => Assert.Equal(Now, Stamp(null, Asked(Archived, text)));

    [Fact]
    public void An_annotation_that_is_lost_while_the_archive_is_requested_is_restored()
    {
        Assert.Equal(Earlier, Stamp(Asked(Archived, Earlier), A.Claim("web/data", Archived)));
        Assert.Equal(Earlier, Stamp(Asked(Archived, Earlier), A.Claim("web/data", Archived + " retain=3")));
        Assert.Null(Stamp(Asked(Archived, Earlier), A.Claim("web/data", Plain)));
        Assert.Null(Stamp(Asked(Archived, "no time"), A.Claim("web/data", Archived)));
    }

    [Fact]
    public void Pvcs_that_are_deleted_or_elsewhere_are_left_alone()
    {
        var claim = A.Claim("web/data", Archived + " start=00:30");

        Assert.Same(Normalized.Nothing, Of(A.Claim("web/data", ""), claim with { Deleting = true }));
        Assert.Same(Normalized.Nothing, Of(null, claim with { StorageClass = "nfs" }));
        Assert.NotEmpty(Of(null, claim with { StorageClass = "later" }).Review.Denials);
    }

    private static Claim Asked(string labels, string at) =>
        A.Claim("web/data", labels) with { Annotations = LabelSet.Of((A.Keys.ArchiveRequestedAt, at)) };

    private static string? Stamp(Claim? before, Claim after)
    {
        var (review, text) = Of(before, after);
        Assert.Empty(review.Denials);
        return text;
    }

    private static Normalized Of(Claim? before, Claim after) => Normalization.Of(Change(before, after), A.Now);

    private static ClaimChange Change(Claim? before, Claim after) => new(before, after, World.Of(), new(2026, 6, 15, 12, 0, 0, TimeSpan.Zero));
}
