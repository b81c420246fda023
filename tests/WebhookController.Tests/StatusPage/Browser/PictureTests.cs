using Microsoft.Playwright;
using WebhookController.Tests.Documentation;

namespace WebhookController.Tests.StatusPage.Browser;

/// No test, but the picture of the README: `make pictures` takes it.
[Collection(BrowserTests.Name)]
public sealed class PictureTests(Chromium chromium)
{
    [Fact(Explicit = true)]
    public Task The_status_page_of_a_cluster_with_something_of_everything() => DemoCluster.RunAsync(async controller =>
    {
        var page = await chromium.OpenAsync(controller.MetricsAddress, new() { ViewportSize = new() { Width = 1200, Height = 1000 }, ColorScheme = ColorScheme.Light });
        await page.ScreenshotAsync(new() { Path = Checkout.File("docs/images/status-page.png") });
        await page.GotoAsync(new Uri(controller.MetricsAddress, "/pvc/media/photos").ToString());
        await page.ScreenshotAsync(new() { Path = Checkout.File("artifacts/pictures/demo-pvc.png") });
        await File.WriteAllTextAsync(Checkout.File("artifacts/pictures/status.json"), (await controller.ProbeAsync("/api/v1/status")).Text, TestContext.Current.CancellationToken);
    });
}
