using WebhookController.Core.Labels;
using WebhookController.Core.Objects;
using WebhookController.Core.Reviews;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Policy;

public sealed class NormalizationTests
{
    private static readonly DateOnly Today = new(2026, 6, 15);

    [Theory]
    [InlineData("00:30", "use 0030, not 00:30")]
    [InlineData("7:30", "use 0730, not 7:30")]
    [InlineData("23:59", "use 2359, not 23:59")]
    [InlineData("24:00", "use a time HHMM from 0000 to 2359, for example 0030")]
    [InlineData("00:30:00", "use a time HHMM from 0000 to 2359, for example 0030")]
    [InlineData("12:60", "use a time HHMM from 0000 to 2359, for example 0030")]
    [InlineData("noon:ish", "use a time HHMM from 0000 to 2359, for example 0030")]
    [InlineData(":30", "use a time HHMM from 0000 to 2359, for example 0030")]
    [InlineData("12:3", "use a time HHMM from 0000 to 2359, for example 0030")]
    [InlineData(":", "use a time HHMM from 0000 to 2359, for example 0030")]
    public void A_start_with_a_colon_is_refused_here_with_the_right_form(string start, string advice)
    {
        var normalized = Of(null, $"enabled=true start={start}");

        Assert.Equal(new Violation(Condition.InvalidStart, "backup.vluwte.nl/start", start, advice), normalized.Denial);
        Assert.Empty(normalized.Labels);
    }

    [Theory]
    [InlineData("2500")]
    [InlineData("half past")]
    public void Any_other_start_is_left_to_validation(string start) => Assert.Null(Of(null, $"enabled=true start={start.Replace(' ', '-')}").Denial);

    [Theory]
    [InlineData("enabled=True name=x", "enabled=true")]
    [InlineData("enabled=FALSE", "enabled=false")]
    [InlineData("enabled=true name=x archive=TRUE", "archive=true")]
    [InlineData("enabled=tRuE name=x archive=False", "enabled=true archive=false")]
    public void True_and_false_become_lower_case(string labels, string set) => AssertSets(set, Of(null, labels));

    [Theory]
    [InlineData(null, "enabled=true", "name=data")]
    [InlineData(null, "enabled=TRUE", "enabled=true name=data")]
    [InlineData("", "enabled=true", "name=data")]
    [InlineData("enabled=false", "enabled=true", "name=data")]
    [InlineData("enabled=x", "enabled=true", "name=data")]
    public void The_pvcs_own_name_is_filled_in_on_opt_in(string? before, string after, string set) => AssertSets(set, Of(before, after));

    [Theory]
    [InlineData(null, "")]
    [InlineData(null, "enabled=false")]
    [InlineData(null, "enabled=yes")]
    [InlineData(null, "enabled=true name=other")]
    [InlineData(null, "enabled=true name=NotValid")]
    [InlineData("enabled=true name=data", "enabled=true")]
    [InlineData("enabled=true", "enabled=true retain=3")]
    [InlineData(null, "retain=x intervall=4 Enabled=True")]
    public void Nothing_else_is_ever_changed(string? before, string after) => Assert.Same(Normalized.Nothing, Of(before, after));

    [Theory]
    [InlineData("web/data.0")]
    [InlineData("web/p234567890123456789012345678901234567890123456789012345678901234567890")]
    public void A_name_that_is_no_dns_label_is_not_made_up(string key) =>
        Assert.Same(Normalized.Nothing, Normalization.Of(Change(null, A.Claim(key, "enabled=true"))));

    [Fact]
    public void An_old_colon_does_not_stand_in_the_way_of_another_change() =>
        Assert.Null(Of("enabled=true name=data start=00:30", "enabled=true name=data start=00:30 retain=3").Denial);

    [Fact]
    public void Pvcs_that_are_untouched_deleted_or_elsewhere_are_left_alone()
    {
        var claim = A.Claim("web/data", "enabled=True start=00:30");

        Assert.Same(Normalized.Nothing, Normalization.Of(Change(claim, claim with { VolumeName = "pv-1" })));
        Assert.Same(Normalized.Nothing, Normalization.Of(Change(A.Claim("web/data", ""), claim with { Deleting = true })));
        Assert.Same(Normalized.Nothing, Normalization.Of(Change(null, claim with { StorageClass = "nfs" })));
        Assert.NotNull(Normalization.Of(Change(null, claim with { StorageClass = "later" })).Denial);
    }

    private static void AssertSets(string labels, Normalized normalized)
    {
        Assert.Null(normalized.Denial);
        Assert.Equal(A.Labels(labels), normalized.Labels.OrderBy(label => label.Key, StringComparer.Ordinal));
    }

    private static Normalized Of(string? before, string after) =>
        Normalization.Of(Change(before is null ? null : A.Claim("web/data", before), A.Claim("web/data", after)));

    private static ClaimChange Change(Claim? before, Claim after) => new(before, after, World.Of(), Today);
}
