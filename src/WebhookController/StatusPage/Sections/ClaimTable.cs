using WebhookController.Core.Report;
using WebhookController.StatusPage.Html;
using WebhookController.StatusPage.Serving;

namespace WebhookController.StatusPage.Sections;

// A row for each PVC. The roles are said, because a phone shows rows as cards, and browsers then forget that it is a table.
internal static class ClaimTable
{
    private static readonly (string Title, SortKey Sort)[] Columns =
        [("PVC", SortKey.Pvc), ("State", SortKey.Urgency), ("Why", SortKey.Reason), ("Last backup", SortKey.Age), ("Next run", SortKey.Next), ("Job", SortKey.Job)];

    public static void Write(HtmlWriter html, PageContext page, ClaimSelection selection)
    {
        html.Write($"""<table class="claims" role="table" aria-labelledby="pvcs" aria-describedby="count"><thead role="rowgroup"><tr role="row">""");
        foreach (var (title, sort) in Columns) WriteHead(html, title, sort, selection.Query);
        html.Write($"""</tr></thead><tbody role="rowgroup">""");
        foreach (var claim in selection.Shown) WriteRow(html, page, claim);
        html.Write($"</tbody></table>");
    }

    private static void WriteHead(HtmlWriter html, string title, SortKey sort, PageQuery query)
    {
        var isSorted = query.Sort == sort;
        // The same heading again turns the order round.
        var link = (query with { Sort = sort, Descending = isSorted && !query.Descending, Page = 1 }).Link();
        var order = !isSorted ? "none" : query.Descending ? "descending" : "ascending";
        html.Write($"""<th role="columnheader" scope="col" aria-sort="{order}"><a href="{link}">{title}{(sort == SortKey.Urgency ? UrgencyHint : null)}</a></th>""");
    }

    private static readonly Action<HtmlWriter> UrgencyHint = html => html.Write($"""<span class="unseen">, by urgency</span>""");

    private static void WriteRow(HtmlWriter html, PageContext page, ClaimReport claim)
    {
        html.Write($"""
            <tr role="row"><th role="rowheader" scope="row"><a href="{page.LinkTo(claim.Claim)}"><span>{claim.Claim.Namespace}/</span><wbr>{claim.Claim.Name}</a></th><td role="cell">{Badge.Of(claim).WriteTo}</td><td role="cell">{Formats.Shorten(claim.Why(), 240)}
            """);
        if (claim.Held) html.Write($" <em>Changes wait for a person.</em>");
        html.Write($"""</td><td role="cell">""");
        LastBackup.Write(html, claim, page.Now);
        html.Write($"""</td><td role="cell">""");
        if (claim.Status.NextRun is { } next) html.Write($"""<time datetime="{Formats.Machine(next)}">{Formats.Clock(next)}</time> <small>in {Formats.Duration(next - page.Now)}</small>""");
        else html.Write($"""<span class="none">–</span>""");
        html.Write($"</td><td role=\"cell\">{(claim.Status.Job is { } job ? Code(job) : None)}</td></tr>\n");
    }

    private static Action<HtmlWriter> Code(string text) => html => html.Write($"<code>{text}</code>");

    private static readonly Action<HtmlWriter> None = html => html.Write($"""<span class="none">–</span>""");
}
