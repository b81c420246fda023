using WebhookController.StatusPage.Html;

namespace WebhookController.StatusPage.Sections;

// An answer that is no report, in the page's clothes.
internal static class MessagePage
{
    public static void WriteNotFound(HtmlWriter html, PageContext page, string claim) => Layout.Write(html, page, "Not found", main => main.Write($"""
        <section class="verdict off" aria-labelledby="verdict"><svg class="sign" aria-hidden="true"><use href="#i-off"/></svg><div class="words"><h1 id="verdict">Nothing is known of this PVC</h1><p>There is no PVC <strong>{Formats.Shorten(claim, 320)}</strong> on Longhorn, and nothing of it is left. <a href="{page.Root}">Show all PVCs</a></p></div></section>
        """));
}
