using WebhookController.Core.Scheduling;
using WebhookController.StatusPage.Sections;

namespace WebhookController.Tests.StatusPage.Sections;

public sealed class StartsPictureTests
{
    [Theory]
    [InlineData("2026-11-23T12:10:00Z")]
    [InlineData("2026-11-23T00:00:00Z")]
    [InlineData("2026-11-23T23:59:30Z")]
    [InlineData("2026-11-23T12:30:00Z")]
    public void Every_start_of_the_next_day_is_in_one_of_its_hours(string time)
    {
        var now = DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture);
        var runs = new RunTimes(new TimeOnly(0, 30), TimeSpan.FromHours(4));
        var starts = new StartCounts();
        starts.Add(runs);

        var hours = StartsPicture.HoursFrom(now, starts).ToList();

        Assert.Equal(6, hours.Sum(hour => hour.Starts));
        Assert.InRange(hours[0].From - now, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        Assert.All(hours.Skip(1), hour => Assert.Equal(0, hour.From.Minute));
        var next = runs.Next(now);
        Assert.Equal(1, hours.Last(hour => hour.From <= next).Starts);
    }
}
