using Microsoft.Playwright;
using WebhookController.Tests.Integration.Support;

namespace WebhookController.Tests.StatusPage.Browser;

/// The page of the whole program, over an API server.
[Collection(BrowserTests.Name)]
public sealed class WholeProgramTests(Chromium chromium)
{
    private static readonly ScenarioOptions OneLeads = new()
    {
        ChecksInvariants = false,
        ControllerOptions =
        [
            "--LeaderElection:Enabled", "true", "--LeaderElection:LeaseDuration", "01:00:00", "--LeaderElection:RenewDeadline", "00:45:00",
            "--LeaderElection:RetryPeriod", "00:00:00.3",
        ],
    };

    [Fact]
    public Task A_mistake_that_somebody_makes_is_seen_by_who_looks() => Scenario.RunAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("shop", "postgres", ("enabled", "true"));
        await scenario.VolumeCarriesAsync("shop", "postgres", "backup-shop-postgres");
        await scenario.IdleAsync();
        var page = await chromium.OpenAsync(scenario.Controller.MetricsAddress);
        await Assertions.Expect(page.GetByRole(AriaRole.Row, new() { Name = "postgres" })).ToContainTextAsync("Pending");

        await scenario.LabelClaimAsync("shop", "postgres", ("retain", "many"));
        await scenario.IdleAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Row, new() { Name = "postgres" })).ToContainTextAsync("backup.vluwte.nl/retain=many is not allowed", new() { Timeout = 25_000 });
        await page.GetByRole(AriaRole.Rowheader, new() { Name = "postgres" }).GetByRole(AriaRole.Link).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Every 4 hours from 00:30 UTC");
    });

    [Fact]
    public Task Whichever_replica_is_asked_shows_the_same_PVCs_and_says_whether_it_leads() => Scenario.RunAsync(async scenario =>
    {
        await Eventually.HoldsAsync("it leads", () => Task.FromResult(scenario.Controller.Leads));
        await using var other = await scenario.StartAnotherControllerAsync();
        await scenario.CreateClaimAsync("shop", "postgres", ("enabled", "true"));
        await scenario.CreateClaimAsync("shop", "scratch");
        await scenario.VolumeCarriesAsync("shop", "postgres", "backup-shop-postgres");
        await scenario.IdleAsync();
        await scenario.IdleAsync(other);

        var (leader, follower) = (await scenario.Controller.ProbeAsync("/"), await other.ProbeAsync("/"));

        Assert.Contains("leads: it keeps Longhorn as the labels say", leader.Text, StringComparison.Ordinal);
        Assert.Contains("stands by", follower.Text, StringComparison.Ordinal);
        foreach (var text in (string[])["It waits for its first run", "It doesn&#x27;t say whether it is backed up", "<code>backup-shop-postgres</code>"])
        {
            Assert.Contains(text, leader.Text, StringComparison.Ordinal);
            Assert.Contains(text, follower.Text, StringComparison.Ordinal);
        }
    }, OneLeads);
}
