using WebhookController.Core.Report;
using WebhookController.StatusPage.Html;
using WebhookController.StatusPage.Serving;

namespace WebhookController.StatusPage.Sections;

// A form that asks for the same page with another query: it needs no script.
internal static class FilterForm
{
    // A cluster with more has nobody who would look through the list.
    private const int NamespacesListed = 300;

    private static readonly Action<HtmlWriter> Selected = html => html.Write($" selected");

    public static void Write(HtmlWriter html, ClusterReport report, PageQuery query)
    {
        html.Write($"""
            <form class="filter" id="filter" role="search" method="get" action="">
            <p><label for="q">Text</label><input id="q" name="q" type="search" value="{query.Text}" maxlength="{PageQuery.LongestText}" placeholder="name, job, reason" autocomplete="off"></p>
            <p><label for="namespace">Namespace</label><input id="namespace" name="namespace" list="namespaces" value="{query.Namespace}" maxlength="63" placeholder="all" autocomplete="off" spellcheck="false"><datalist id="namespaces">
            """);
        foreach (var name in report.Claims.Select(claim => claim.Claim.Namespace).Distinct().Take(NamespacesListed)) html.Write($"<option>{name}</option>");
        html.Write($"""</datalist></p><p><label for="state">State</label><select id="state" name="state"><option value="">all</option>""");
        foreach (var (name, filter) in StateFilters.All) html.Write($"""<option value="{name}"{(query.State == name ? Selected : null)}>{filter.Words}</option>""");
        html.Write($"</select></p>");
        if (query.SortText.Length > 0) html.Write($"""<input type="hidden" name="sort" value="{query.SortText}">""");
        html.Write($"""<p class="act"><button>Filter</button></p></form>""");
    }
}
