using WebhookController.Core.Labels;
using WebhookController.Core.Objects;
using WebhookController.Core.Reviews;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Reviews;

public sealed class ClaimReviewTests
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 15, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Every_mistake_of_a_new_pvc_is_refused_at_once() => Assert.Equal(
        [Condition.InvalidRetain, Condition.InvalidStart, Condition.UnknownLabel],
        Denied(null, "enabled=true retain=0 start=2500 intervall=4"));

    [Theory]
    [InlineData("enabled=true name=data retain=0", "enabled=true name=data retain=0 interval=6")]
    [InlineData("enabled=true name=data retain=0", "enabled=false name=data retain=0")]
    [InlineData("enabled=true", "enabled=true retain=3")]
    [InlineData("enabled=true name=data wrong=x", "enabled=true name=data wrong=x retain=3")]
    [InlineData("archive=true", "archive=true retain=3")]
    [InlineData("enabled=true name=data retain=0", "enabled=true name=data")]
    [InlineData("enabled=true name=data", "")]
    [InlineData("", "name=data")]
    public void An_old_mistake_does_not_block_a_change(string before, string after) => Assert.Empty(Denied(before, after));

    [Theory]
    [InlineData("enabled=true name=data retain=0", "enabled=true name=data retain=-1", Condition.InvalidRetain)]
    [InlineData("enabled=true name=data retain=0", "enabled=true name=data retain=0 start=2500", Condition.InvalidStart)]
    [InlineData("enabled=true name=data archive=true archive-delete-after=2027-01-01", "enabled=true name=data archive-delete-after=2027-01-01",
        Condition.InvalidArchiveDeleteAfter)]
    [InlineData("enabled=true name=data", "enabled=maybe name=data", Condition.InvalidEnabled)]
    public void A_new_mistake_is_refused_and_only_that(string before, string after, Condition condition) => Assert.Equal([condition], Denied(before, after));

    [Fact]
    public void An_update_that_touches_none_of_our_labels_passes_without_a_word()
    {
        var claim = A.Claim("web/data", "retain=0 nonsense=x", deleting: false);

        Assert.Same(Review.Allowed, ReviewOf(claim, claim with { VolumeName = "pv-1", ResourceVersion = "2" }));
    }

    [Fact]
    public void A_pvc_that_is_being_deleted_always_passes() =>
        Assert.Same(Review.Allowed, ReviewOf(A.Claim("web/data"), A.Claim("web/data", "enabled=x", deleting: true)));

    [Fact]
    public void On_other_storage_there_is_a_warning_and_no_refusal()
    {
        var review = ReviewOf(null, A.Claim("web/data", "enabled=true name=X", storageClass: "nfs"));

        Assert.Empty(review.Denials);
        Assert.Equal(["web/data: not on Longhorn: its backup labels have no effect"], review.Warnings);
        Assert.Equal(Review.Allowed.Warnings, ReviewOf(null, A.Claim("web/data", "", storageClass: "nfs")).Warnings);
    }

    [Fact]
    public void While_its_storage_is_unknown_mistakes_are_refused_but_nobody_is_asked_to_opt_in()
    {
        Assert.NotEmpty(ReviewOf(null, A.Claim("web/data", "enabled=x", storageClass: "later")).Denials);
        Assert.Empty(ReviewOf(null, A.Claim("web/data", "", storageClass: "later")).Warnings);
    }

    [Fact]
    public void A_taken_name_is_refused_when_it_is_requested_but_not_later()
    {
        var other = A.Claim("web/other");

        Assert.Equal([Condition.NameConflict], Denied("enabled=true name=mine", "enabled=true name=data", other));
        Assert.Equal([Condition.NameConflict], Denied("enabled=false name=data", "enabled=true name=data", other));
        Assert.Empty(Denied("enabled=true name=data", "enabled=true name=data retain=3", other));
    }

    [Theory]
    [InlineData(null, "", "web/data: not backed up: label it backup.vluwte.nl/enabled=true, or =false")]
    [InlineData("enabled=true name=data", "enabled=true name=new", "web/data: its job is backup-web-new from now on")]
    [InlineData("enabled=true name=data", "enabled=true", null)]
    [InlineData(null, "enabled=true name=data archive=True", "web/data: a new volume is empty: put the label archive on once its data is there")]
    [InlineData(null, "enabled=false archive=true", "web/data: no archive is made while enabled=false")]
    [InlineData("enabled=false", "enabled=false archive=true", "web/data: no archive is made while enabled=false")]
    [InlineData("enabled=true name=data archive=true", "enabled=false name=data archive=true", "web/data: no archive is made while enabled=false")]
    [InlineData("enabled=true name=data", "enabled=true name=data archive=true archive-delete-after=2026-06-14",
        "web/data: archive-delete-after=2026-06-14 is in the past: the archive expires at once")]
    public void Is_worth_a_warning(string? before, string after, string? warning)
    {
        var review = ReviewOf(before is null ? null : A.Claim("web/data", before), A.Claim("web/data", after));

        Assert.Empty(review.Denials);
        Assert.Equal(warning is null ? [] : [warning], review.Warnings);
    }

    [Theory]
    [InlineData(null, "enabled=true name=data")]
    [InlineData(null, "enabled=false")]
    [InlineData("enabled=false", "enabled=true name=data")]
    [InlineData("enabled=false", "enabled=false name=data")]
    [InlineData("enabled=false archive=true", "enabled=false archive=true retain=3")]
    [InlineData("enabled=true name=data", "enabled=true name=data archive=true archive-delete-after=2026-06-15")]
    [InlineData("enabled=true name=data archive=true", "enabled=true name=data")]
    [InlineData("enabled=true name=data archive=true archive-delete-after=2026-01-01", "enabled=true name=data archive=true archive-delete-after=2026-01-01 retain=3")]
    public void Is_not_worth_a_warning(string? before, string after) =>
        Assert.Empty(ReviewOf(before is null ? null : A.Claim("web/data", before), A.Claim("web/data", after)).Warnings);

    [Theory]
    [InlineData("enabled=true name=data")]
    [InlineData("enabled=false")]
    public void Giving_up_an_archive_warns_which_backup_stays(string after)
    {
        var before = A.Claim("web/data", "enabled=true name=data archive=true");

        Assert.Contains("web/data: its archive stays, as backup archive-0, with no reminder", ReviewOf(before, A.Claim("web/data", after), Kept(before.Uid)).Warnings);
        Assert.DoesNotContain(ReviewOf(before, A.Claim("web/data", after), Kept("another")).Warnings, warning => warning.Contains("archive-0", StringComparison.Ordinal));
    }

    [Fact]
    public void An_archive_that_was_given_up_before_is_not_given_up_again()
    {
        var before = A.Claim("web/data", "enabled=false archive=true");

        Assert.Empty(ReviewOf(before, A.Claim("web/data", "enabled=false archive=true retain=3"), Kept(before.Uid)).Warnings);
    }

    [Fact]
    public void Creating_a_pvc_again_warns_of_the_archive_that_is_kept() => Assert.Contains(
        "web/data: its predecessor's archive is kept: backup archive-0", ReviewOf(null, A.Claim("web/data", "enabled=false"), Kept("another")).Warnings);

    [Fact]
    public void A_pvc_for_a_volume_that_is_there_has_data_to_archive() =>
        Assert.Empty(ReviewOf(null, A.Claim("web/data", "enabled=true name=data archive=true", "pv-1")).Warnings);

    [Fact]
    public void What_is_refused_is_not_warned_of()
    {
        var review = ReviewOf(A.Claim("web/data"), A.Claim("web/data", "enabled=true name=new retain=0"));

        Assert.Equal([Condition.InvalidRetain], review.Denials.Select(violation => violation.Condition));
        Assert.Empty(review.Warnings);
    }

    [Fact]
    public void Warnings_stay_under_120_characters_with_names_of_any_length()
    {
        var key = $"{new string('n', 63)}/{new string('p', 253)}";
        var (one, other) = (new string('a', 63), new string('b', 63));
        Claim?[] before = [null, A.Claim(key, $"enabled=true name={one}")];
        Claim[] after =
        [
            A.Claim(key, ""), A.Claim(key, "enabled=true", storageClass: "nfs"), A.Claim(key, $"enabled=false name={one}"),
            A.Claim(key, $"enabled=true name={other} archive=true archive-delete-after=2020-01-01"),
        ];
        var warnings = before.SelectMany(was => after.SelectMany(will => ReviewOf(was, will, A.Namespace(new string('n', 63))).Warnings)).ToHashSet();

        Assert.Equal(5, warnings.Count);
        Assert.All(warnings, warning => Assert.True(warning.Length < 120, $"{warning.Length}: {warning}"));
    }

    private static RecurringJob Kept(string uid) => A.Job("backup-web-data", "web/data", "archive=true") with
    {
        Annotations = A.Labels($"archive-id={Core.Archive.ArchiveId.FirstOf(uid)} archive-backup=archive-0"),
    };

    private static Condition[] Denied(string? before, string after, params ClusterObject[] around) =>
        [.. ReviewOf(before is null ? null : A.Claim("web/data", before), A.Claim("web/data", after), around).Denials.Select(violation => violation.Condition)];

    private static Review ReviewOf(Claim? before, Claim after, params ClusterObject[] around) =>
        ClaimReview.Of(new ClaimChange(before, after, World.Of([.. around, .. before is null ? [] : new[] { before }]), Noon));
}
