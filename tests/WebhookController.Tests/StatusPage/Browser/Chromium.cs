using Microsoft.Playwright;

namespace WebhookController.Tests.StatusPage.Browser;

/// The browser that is installed, started once for all tests that look at pages with it.
public sealed class Chromium : IAsyncLifetime
{
    private const string Missing = "there is no Chromium (Debian's package chromium, or CHROMIUM names one)";

    private static readonly string? Program = new[] { Environment.GetEnvironmentVariable("CHROMIUM"), "/usr/bin/chromium", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists);

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (Program is null) return;
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Program,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            ],
        });
    }

    /// A page of its own. The test is skipped where there is no browser; in CI that would be a step that was forgotten.
    internal async Task<IPage> OpenAsync(Uri address, BrowserNewContextOptions? options = null)
    {
        Assert.SkipUnless(_browser is not null || Environment.GetEnvironmentVariable("CI") == "true", Missing);
        var context = await (_browser ?? throw new InvalidOperationException(Missing)).NewContextAsync(options ?? new());
        context.SetDefaultTimeout(15_000);
        var page = await context.NewPageAsync();
        await page.GotoAsync(address.ToString());
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}

/// Tests with a browser run one after the other: there is one of it, and it is heavy.
[CollectionDefinition(Name)]
public sealed class BrowserTests : ICollectionFixture<Chromium>
{
    public const string Name = "browser";
}
