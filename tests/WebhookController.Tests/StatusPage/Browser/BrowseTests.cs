using Microsoft.Playwright;
using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Tests.Cache;
using WebhookController.Tests.StatusPage.Sections;
using WebhookController.Tests.StatusPage.Support;

namespace WebhookController.Tests.StatusPage.Browser;

/// What people do with the page, in a browser.
[Collection(BrowserTests.Name)]
public sealed class BrowseTests(Chromium chromium)
{
    private static readonly BrowserNewContextOptions NoScript = new() { JavaScriptEnabled = false };

    [Fact]
    public async Task Without_a_script_one_filters_sorts_pages_and_opens_a_PVC()
    {
        await using var host = await PageHost.StartAsync(PageClusters.Large(450));
        var page = await OpenAsync(host, "/", NoScript);

        await page.GetByRole(AriaRole.Link, new() { Name = "Need attention" }).ClickAsync();
        await Assertions.Expect(page.Locator("#count")).ToContainTextAsync("PVCs of 450");
        Assert.EndsWith("?state=attention", page.Url, StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Link, new() { Name = "Show all" }).ClickAsync();

        await page.GetByLabel("Text").FillAsync("data-4");
        await page.GetByRole(AriaRole.Button, new() { Name = "Filter" }).ClickAsync();
        await Assertions.Expect(page.Locator("#count")).ToHaveTextAsync("61 PVCs of 450");
        await page.GetByRole(AriaRole.Columnheader, new() { Name = "PVC" }).GetByRole(AriaRole.Link).ClickAsync();
        await page.GetByRole(AriaRole.Columnheader, new() { Name = "PVC" }).GetByRole(AriaRole.Link).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Columnheader, new() { Name = "PVC" })).ToHaveAttributeAsync("aria-sort", "descending");
        await Assertions.Expect(page.GetByLabel("Text")).ToHaveValueAsync("data-4");

        await page.GotoAsync(host.Address.ToString());
        await page.GetByRole(AriaRole.Link, new() { Name = "Next", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("#count")).ToHaveTextAsync("450 PVCs, page 2 of 5");
        var first = page.GetByRole(AriaRole.Rowheader).First;
        var name = await first.InnerTextAsync();
        await first.GetByRole(AriaRole.Link).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(name);
        await page.GetByRole(AriaRole.Link, new() { Name = "All PVCs" }).ClickAsync();
        await Assertions.Expect(page.Locator("#count")).ToContainTextAsync("450 PVCs");
    }

    [Fact]
    public async Task A_violation_appears_while_one_looks_and_nothing_moves()
    {
        await using var host = await PageHost.StartAsync(PageClusters.Large(150));
        var page = await OpenAsync(host, "/?sort=pvc");
        await page.Locator("#starts-table summary").ClickAsync();
        var link = page.GetByRole(AriaRole.Rowheader).Nth(60).GetByRole(AriaRole.Link);
        await link.FocusAsync();
        await page.EvaluateAsync("window.scrollTo(0, 1500)");
        var (scroll, focused) = (await page.EvaluateAsync<int>("Math.round(scrollY)"), await link.GetAttributeAsync("href"));

        MakeMistake(host, "team-3", "data-3");
        await RefreshAsync(page);

        await Assertions.Expect(page.GetByRole(AriaRole.Row, new() { Name = "data-3" }).First).ToContainTextAsync("backup.vluwte.nl/retain=none is not allowed");
        Assert.Equal(scroll, await page.EvaluateAsync<int>("Math.round(scrollY)"));
        Assert.Equal(focused, await page.EvaluateAsync<string>("document.activeElement.getAttribute('href')"));
        Assert.True(await page.EvaluateAsync<bool>("document.getElementById('starts-table').open"));
        Assert.EndsWith("?sort=pvc", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_looks_again_every_ten_seconds_while_it_is_seen_and_says_when_nobody_answers()
    {
        await using var host = await PageHost.StartAsync(PageClusters.Small());
        var page = await chromium.OpenAsync(new Uri("about:blank"));
        await page.Clock.InstallAsync();
        await page.GotoAsync(host.Address.ToString());
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("2 PVCs are at risk");

        host.Cache.Update(StateSlots.Volumes, null, set => set.Replace([], [], "9"));
        host.Clock.Advance(TimeSpan.FromSeconds(2));
        await page.Clock.RunForAsync(10_000);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("4 PVCs are at risk");
        await Assertions.Expect(page).ToHaveTitleAsync("4 PVCs are at risk · Longhorn backups");
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("4 PVCs are at risk");

        await page.RouteAsync("**/*", route => route.AbortAsync());
        await page.Clock.RunForAsync(10_000);
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Out of date");
        await page.UnrouteAllAsync();
        await page.Clock.RunForAsync(10_000);
        await Assertions.Expect(page.Locator("#outdated")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task The_table_follows_while_one_types_and_the_address_with_it()
    {
        await using var host = await PageHost.StartAsync(PageClusters.Small());
        var page = await OpenAsync(host);

        await page.GetByLabel("Text").PressSequentiallyAsync("graf");

        await Assertions.Expect(page.Locator("#count")).ToHaveTextAsync("1 PVC of 6");
        await Assertions.Expect(page.GetByLabel("Text")).ToBeFocusedAsync();
        await Assertions.Expect(page.GetByLabel("Text")).ToHaveValueAsync("graf");
        Assert.EndsWith("?q=graf", page.Url, StringComparison.Ordinal);
        await page.GetByLabel("Text").FillAsync("");
        await Assertions.Expect(page.Locator("#count")).ToHaveTextAsync("6 PVCs");
        await page.GetByLabel("State", new() { Exact = true }).SelectOptionAsync("opted_out");
        await Assertions.Expect(page.Locator("#count")).ToHaveTextAsync("1 PVC of 6");
    }

    [Fact]
    public async Task By_keyboard_alone_one_skips_to_the_content_filters_and_opens_a_PVC()
    {
        await using var host = await PageHost.StartAsync(PageClusters.Small());
        var page = await OpenAsync(host);

        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Skip to the content" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("main")).ToBeFocusedAsync();
        Assert.True(await TabToAsync(page, "q"));
        await page.Keyboard.TypeAsync("photos");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#count")).ToHaveTextAsync("1 PVC of 6");
        for (var i = 0; i < 30 && !await page.EvaluateAsync<bool>("document.activeElement.closest('tbody th') !== null"); i++)
        {
            await page.Keyboard.PressAsync("Tab");
            Assert.NotEqual("none", await page.EvaluateAsync<string>("getComputedStyle(document.activeElement).outlineStyle"));
        }
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("media/photos");
    }

    [Fact]
    public async Task What_is_held_is_read_with_its_digest_and_stays_open()
    {
        await using var host = await PageHost.StartAsync(OverviewPageTests.HeldCluster());
        var page = await OpenAsync(host);

        await page.GetByText("Which, and how to agree").ClickAsync();
        var digest = await page.Locator(".digest").InnerTextAsync();
        await Assertions.Expect(page.Locator("pre")).ToContainTextAsync($"\"allow-mass-deletion\":\"{digest}\"");
        await RefreshAsync(page);

        Assert.Equal((await host.Reports.LatestAsync()).Report.HeldDeletions!.Digest, digest);
        await Assertions.Expect(page.Locator("pre")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData(390)]
    [InlineData(1600)]
    public async Task On_no_screen_anything_sticks_out_at_the_side(int width)
    {
        var cluster = PageClusters.Small().Add("a-namespace-with-a-name-that-is-as-long-as-a-name-can-possibly-b", new string('n', 250), $"enabled=true retain={new string('9', 60)}");
        await using var host = await PageHost.StartAsync(cluster);
        foreach (var path in (string[])["/", $"/pvc/a-namespace-with-a-name-that-is-as-long-as-a-name-can-possibly-b/{new string('n', 250)}", "/pvc/media/photos"])
        {
            var page = await OpenAsync(host, path, new() { ViewportSize = new() { Width = width, Height = 900 } });
            Assert.InRange(await page.EvaluateAsync<int>("document.documentElement.scrollWidth"), 0, width);
            await page.Context.DisposeAsync();
        }
    }

    private Task<IPage> OpenAsync(PageHost host, string path = "/", BrowserNewContextOptions? options = null) => chromium.OpenAsync(new Uri(host.Address, path), options);

    // As when one comes back to the tab.
    private static async Task RefreshAsync(IPage page)
    {
        var answered = page.WaitForResponseAsync(response => response.Request.ResourceType == "fetch");
        await page.EvaluateAsync("document.dispatchEvent(new Event('visibilitychange'))");
        await answered;
    }

    private static async Task<bool> TabToAsync(IPage page, string id)
    {
        for (var i = 0; i < 30; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<string>("document.activeElement.id") == id) return true;
        }
        return false;
    }

    private static void MakeMistake(PageHost host, string ns, string name)
    {
        var claim = host.Cache.State.Claims.Items[new(ns, name)];
        host.Cache.Put(StateSlots.Claims, claim with { ResourceVersion = "2", Labels = LabelSet.Of((PageCluster.Keys.Prefix + "enabled", "true"), (PageCluster.Keys.Prefix + "retain", "none")) });
        host.Clock.Advance(TimeSpan.FromSeconds(2));
    }
}
