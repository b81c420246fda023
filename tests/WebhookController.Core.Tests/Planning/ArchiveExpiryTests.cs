using System.Globalization;
using WebhookController.Core.Labels;
using WebhookController.Core.Layers;
using WebhookController.Core.Planning;
using WebhookController.Core.Policy;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Planning;

/// An archive is wanted to the end of its last day, in UTC, wherever the clock is.
public sealed class ArchiveExpiryTests
{
    [Theory]
    [InlineData("2027-07-11", "2027-07-11T23:59:59.9999999Z", false)]
    [InlineData("2027-07-11", "2027-07-12T00:00:00Z", true)]
    [InlineData("2028-02-28", "2028-02-29T00:00:00Z", true)]
    [InlineData("2028-02-29", "2028-02-29T23:59:59Z", false)]
    [InlineData("2028-02-29", "2028-03-01T00:00:00Z", true)]
    [InlineData("2027-02-28", "2027-03-01T00:00:00Z", true)]
    [InlineData("2027-12-31", "2027-12-31T23:59:59Z", false)]
    [InlineData("2027-12-31", "2028-01-01T00:00:00Z", true)]
    [InlineData("2027-07-11", "2027-07-12T13:59:00+14:00", false)]
    [InlineData("2027-07-11", "2027-07-12T14:00:00+14:00", true)]
    [InlineData("2027-07-11", "2027-07-11T11:59:00-12:00", false)]
    [InlineData("2027-07-11", "2027-07-11T12:00:00-12:00", true)]
    [InlineData("9999-12-31", "9999-12-31T23:59:59Z", false)]
    public void It_expires_on_the_day_after(string lastDay, string now, bool expired)
    {
        var state = World.Of(A.Job("backup-web-data", "web/data", $"archive=true archive-delete-after={lastDay}"));

        var plan = Planner.Plan(state, EffectiveDefaults.BuiltIn, DateTimeOffset.Parse(now, CultureInfo.InvariantCulture));

        Assert.Equal(expired, Assert.Single(plan.Archives).Expired);
        Assert.Empty(plan.Changes);
    }

    [Theory]
    [InlineData("2028-02-29", true)]
    [InlineData("2000-02-29", true)]
    [InlineData("2027-02-29", false)]
    [InlineData("2100-02-29", false)]
    [InlineData("2027-04-31", false)]
    public void Only_days_that_exist_are_dates(string date, bool exists)
    {
        var claim = A.Claim("web/data", $"enabled=true name=data archive=true archive-delete-after={date}");

        var violations = BackupPolicy.Evaluate(claim, World.Of(claim)).Violations;

        Assert.Equal(exists ? [] : [Condition.InvalidArchiveDeleteAfter], violations.Select(violation => violation.Condition));
    }
}
