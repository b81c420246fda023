using WebhookController.Core.Scheduling;

namespace WebhookController.Core.Tests.Scheduling;

public sealed class StartCountsBetweenTests
{
    [Fact]
    public void Starts_of_a_part_of_the_day_are_counted_from_its_first_minute_to_before_its_last()
    {
        var starts = new StartCounts();
        starts.Add(new RunTimes(new TimeOnly(0, 30), TimeSpan.FromHours(12)));
        starts.Add(new RunTimes(new TimeOnly(0, 59), TimeSpan.FromHours(24)));

        Assert.Equal(2, starts.Between(30, 60));
        Assert.Equal(1, starts.Between(30, 59));
        Assert.Equal(0, starts.Between(31, 59));
        Assert.Equal(3, starts.Between(0, 24 * 60));
    }
}
