using WebhookController.Core.Objects;
using WebhookController.Core.Reviews;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Reviews;

public sealed class RetentionWarningTests
{
    [Fact]
    public void A_label_that_lowers_retain_says_how_many_backups_go() => Assert.Equal(
        ["web/data: retain=3 lets Longhorn delete 5 backups at the job's next run"], Warnings("web/data", "retain=3"));

    [Theory]
    [InlineData("retain=8")]
    [InlineData("retain=20")]
    [InlineData("interval=6")]
    public void One_that_costs_nothing_says_nothing(string label) => Assert.Empty(Warnings("web/data", label));

    [Fact]
    public void The_line_stays_short_whatever_the_name() =>
        Assert.All(Warnings($"web/{new string('n', 63)}", "retain=3", name: "x"), warning => Assert.InRange(warning.Length, 80, 120));

    private static IReadOnlyList<string> Warnings(string claim, string label, string name = "data")
    {
        var before = A.Claim(claim, $"enabled=true name={name}");
        var after = before with { Labels = A.Labels($"enabled=true name={name} {label}") };
        var job = $"backup-web-{name}";
        var state = World.Of([before, A.Job(job, claim), .. Enumerable.Range(0, 8).Select(n => (ClusterObject)A.Completed($"b{n}", "v", A.Now, job))]);
        return ClaimReview.Of(new ClaimChange(before, after, state, A.Now)).Warnings;
    }
}
