using System.Text.Json;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;
using WebhookController.Tests.StatusPage.Sections;
using WebhookController.Tests.StatusPage.Support;

namespace WebhookController.Tests.StatusPage.Browser;

/// axe-core finds nothing that keeps people from using the page, by day and by night, on a phone and on a screen.
[Collection(BrowserTests.Name)]
public sealed class AccessibilityTests(Chromium chromium)
{
    private const string Run = """
        async () => (await axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] })).violations
          .map(violation => `${violation.id}: ${violation.help}: ${violation.nodes.slice(0, 3).map(node => node.html.slice(0, 200)).join(" | ")}`)
        """;

    [Theory]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    [InlineData(1600, ColorScheme.Light)]
    [InlineData(1600, ColorScheme.Dark)]
    public async Task Nothing_is_found_on_any_page(int width, ColorScheme scheme)
    {
        var options = new BrowserNewContextOptions { ViewportSize = new() { Width = width, Height = 1000 }, ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce };
        await using var lab = await PageHost.StartAsync(PageClusters.Small());
        await using var team = await PageHost.StartAsync(PageClusters.Large(260));
        await using var held = await PageHost.StartAsync(OverviewPageTests.HeldCluster());
        foreach (var (host, path) in ((PageHost, string)[])[(lab, "/"), (lab, "/pvc/shop/postgres"), (lab, "/pvc/media/photos"), (lab, "/pvc/no/body"), (team, "/?page=2"), (lab, "/?q=nobody&state=x"), (held, "/")])
        {
            var page = await chromium.OpenAsync(new Uri(host.Address, path), options);
            foreach (var summary in await page.Locator("summary").AllAsync()) await summary.ClickAsync();
            await page.EvaluateAsync(new BundledAxeScriptProvider().GetScript());
            var found = await page.EvaluateAsync<JsonElement>(Run);
            Assert.True(found.GetArrayLength() == 0, $"{path}: {found}");
            await page.Context.DisposeAsync();
        }
    }
}
