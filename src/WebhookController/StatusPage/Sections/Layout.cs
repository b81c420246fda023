using WebhookController.StatusPage.Html;

namespace WebhookController.StatusPage.Sections;

// What every page has around its content.
internal static class Layout
{
    public static void Write(HtmlWriter html, PageContext page, string title, Action<HtmlWriter> content)
    {
        var assets = $"{page.Root}assets/{page.AssetVersion}/";
        html.Write($"""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
            <title>{title} · Longhorn backups</title>
            <link rel="stylesheet" href="{assets}status.css"><link rel="icon" href="{assets}icon.svg" type="image/svg+xml"><script src="{assets}status.js" defer></script></head>
            <body><a class="skip" href="#main">Skip to the content</a>
            {Badge.WriteSymbols}
            <header class="top"><a class="brand" href="{page.Root}"><svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 7.500C4 5.600 7.600 4 12 4s8 1.600 8 3.500S16.400 11 12 11 4 9.400 4 7.500Zm0 2.700V16.500C4 18.400 7.600 20 12 20s8-1.600 8-3.500v-6.300C18.300 11.900 15.300 12.800 12 12.800s-6.300-.9-8-2.600Z"/></svg>Longhorn backups</a>
            <p class="asof">{(page.Replica.Leads ? "Leader" : "Standby replica")} · as of <time datetime="{Formats.Machine(page.Now)}">{Formats.Second(page.Now)} UTC</time></p></header>
            <p id="outdated" class="outdated" role="alert" hidden></p><p id="news" class="unseen" role="status"></p>
            <main id="main" tabindex="-1">

            """);
        content(html);
        html.Write($"""

            </main>
            <footer><p>{Leadership(page)} Version {page.Replica.Version}. All times are UTC. <a href="{page.Root}api/v1/status">The same as JSON</a></p></footer>
            </body></html>

            """);
    }

    private static string Leadership(PageContext page) => page.Replica switch
    {
        { DryRun: true } => $"Replica {Host(page)} plans, and writes nothing (dry run).",
        { Leads: true } => $"Replica {Host(page)} leads: it keeps Longhorn as the labels say.",
        _ => $"Replica {Host(page)} stands by, and another one writes: deletions and lower retention of the last hours, which only that one knows, aren't counted here.",
    };

    // The rest tells processes apart, which is of no interest here.
    private static string Host(PageContext page) => page.Replica.Name.Split('_')[0];
}
