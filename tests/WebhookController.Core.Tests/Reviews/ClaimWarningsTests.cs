using WebhookController.Core.Objects;
using WebhookController.Core.Reviews;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Reviews;

public sealed class ClaimWarningsTests
{
    [Fact]
    public void Of_a_manifest_only_what_asks_for_a_change_is_said()
    {
        var decided = Create("archive=true", A.Namespace("web", "enabled=true"));

        Assert.Equal(
            ["web/data: backed up: its Namespace says enabled=true", "web/data: a new volume is empty: put the label archive on once its data is there"], ClaimWarnings.For(decided));
        Assert.Equal(["web/data: a new volume is empty: put the label archive on once its data is there"], ClaimWarnings.ForManifest(decided));
    }

    [Fact]
    public void A_manifest_that_says_nothing_is_warned_of_as_ever()
    {
        var silent = Create("", A.Namespace("web"));

        Assert.Single(ClaimWarnings.ForManifest(silent));
        Assert.Equal(ClaimWarnings.For(silent), ClaimWarnings.ForManifest(silent));
    }

    private static ClaimChange Create(string labels, params ClusterObject[] around) =>
        new(null, A.Claim("web/data", labels), World.Of(around), new DateTimeOffset(2026, 6, 15, 12, 0, 0, TimeSpan.Zero));
}
