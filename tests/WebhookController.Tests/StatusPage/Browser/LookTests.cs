using Microsoft.Playwright;
using WebhookController.Tests.Documentation;
using WebhookController.Tests.StatusPage.Support;

namespace WebhookController.Tests.StatusPage.Browser;

/// No test, but pictures to look at, in artifacts/pictures: `make pictures` takes them.
[Collection(BrowserTests.Name)]
public sealed class LookTests(Chromium chromium)
{
    [Theory(Explicit = true)]
    [InlineData("small", 6)]
    [InlineData("large", 10_000)]
    public async Task The_page_at_three_widths_by_day_and_by_night(string name, int claims)
    {
        await using var host = (await PageHost.StartAsync(claims == 6 ? PageClusters.Small() : PageClusters.Large(claims))).Lead();
        foreach (var width in (int[])[390, 900, 1600])
            foreach (var scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
            {
                await TakeAsync(host, "/", $"{name}-{width}-{scheme}", width, scheme);
                await TakeAsync(host, claims == 6 ? "/pvc/shop/postgres" : "/pvc/team-7/data-7", $"{name}-pvc-{width}-{scheme}", width, scheme);
            }
    }

    private async Task TakeAsync(PageHost host, string path, string name, int width, ColorScheme scheme)
    {
        var page = await chromium.OpenAsync(new Uri(host.Address, path), new() { ViewportSize = new() { Width = width, Height = width > 1000 ? 1000 : 1400 }, ColorScheme = scheme });
        await page.ScreenshotAsync(new() { Path = Checkout.File($"artifacts/pictures/{name.ToLowerInvariant()}.png") });
        await page.Context.DisposeAsync();
    }
}
