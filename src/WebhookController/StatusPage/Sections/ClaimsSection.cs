using WebhookController.Core.Report;
using WebhookController.StatusPage.Html;
using WebhookController.StatusPage.Serving;

namespace WebhookController.StatusPage.Sections;

// Every PVC: the links that count them, the form that looks for some, the table, and its pages.
internal static class ClaimsSection
{
    public static void Write(HtmlWriter html, PageContext page, PageQuery query)
    {
        var selection = ClaimSelection.Of(page.Report, query);
        html.Write($"""<section aria-labelledby="pvcs"><h2 id="pvcs">PVCs</h2>""");
        WriteStates(html, page.Report, query);
        FilterForm.Write(html, page.Report, query);
        if (query.Problem is { } problem) html.Write($"""<p class="problem" role="note">{Formats.Capitalized(problem)}.</p>""");
        html.Write($"""<p class="count"><span id="count">{CountOf(selection, page.Report)}</span>""");
        if (query.IsFiltered) html.Write($""" <a href="{(PageQuery.All with { Sort = query.Sort, Descending = query.Descending }).Link()}">Show all</a>""");
        html.Write($"</p>");
        if (selection.Claims.Count > 0) ClaimTable.Write(html, page, selection);
        else WriteNone(html, page.Report, query);
        Pager.Write(html, selection);
        html.Write($"</section>");
    }

    private static void WriteStates(HtmlWriter html, ClusterReport report, PageQuery query)
    {
        html.Write($"""<nav class="states" aria-label="PVCs by state"><ul>""");
        WriteState(html, "", "All", "all", report.Claims.Count, query);
        foreach (var (name, filter) in StateFilters.All)
        {
            var count = filter.State is { } state ? report.Totals.ByState.GetValueOrDefault(state) : report.Claims.Count(filter.Selects);
            if (count > 0 || query.State == name) WriteState(html, name, filter.Words, filter.Level, count, query);
        }
        html.Write($"</ul></nav>");
    }

    private static void WriteState(HtmlWriter html, string name, string words, string level, int count, PageQuery query)
    {
        var link = (query with { State = name, Page = 1 }).Link();
        html.Write($"""<li><a class="{level}" href="{link}"{(query.State == name ? Current : null)}><b>{Formats.Number(count)}</b> {words}</a></li>""");
    }

    private static readonly Action<HtmlWriter> Current = html => html.Write($" aria-current=\"true\"");

    private static string CountOf(ClaimSelection selection, ClusterReport report)
    {
        var all = Formats.Count(selection.Claims.Count, "PVC", "PVCs");
        if (selection.Query.IsFiltered) all = $"{all} of {Formats.Number(report.Claims.Count)}";
        return selection.Pages == 1 ? all : $"{all}, page {Formats.Number(selection.Page)} of {Formats.Number(selection.Pages)}";
    }

    private static void WriteNone(HtmlWriter html, ClusterReport report, PageQuery query)
    {
        if (query.IsFiltered) html.Write($"""<p class="empty">No PVC is like that. <a href="{PageQuery.All.Link()}">Show all</a></p>""");
        else html.Write($"""<p class="empty">{(report.Partial ? "No PVC has been read yet." : "There is no PVC on Longhorn.")}</p>""");
    }
}
