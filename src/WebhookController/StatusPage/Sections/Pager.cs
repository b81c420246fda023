using WebhookController.StatusPage.Html;
using WebhookController.StatusPage.Serving;

namespace WebhookController.StatusPage.Sections;

// Links to the other pages of the table.
internal static class Pager
{
    private const int Around = 2;

    public static void Write(HtmlWriter html, ClaimSelection selection)
    {
        if (selection.Pages == 1) return;
        html.Write($"""<nav class="pager" aria-label="Pages"><ul>""");
        if (selection.Page > 1) html.Write($"""<li><a rel="prev" href="{Link(selection.Page - 1)}">Previous</a></li>""");
        var before = 0;
        foreach (var page in Enumerable.Range(1, selection.Pages).Where(page => page == 1 || page == selection.Pages || Math.Abs(page - selection.Page) <= Around))
        {
            if (page > before + 1) html.Write($"""<li aria-hidden="true">…</li>""");
            if (page == selection.Page) html.Write($"""<li><a href="{Link(page)}" aria-current="page"><span class="unseen">Page </span>{page}</a></li>""");
            else html.Write($"""<li><a href="{Link(page)}"><span class="unseen">Page </span>{page}</a></li>""");
            before = page;
        }
        if (selection.Page < selection.Pages) html.Write($"""<li><a rel="next" href="{Link(selection.Page + 1)}">Next</a></li>""");
        html.Write($"</ul></nav>");

        string Link(int page) => (selection.Query with { Page = page }).Link();
    }
}
