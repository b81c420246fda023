using WebhookController.Core.Report;
using WebhookController.StatusPage.Html;

namespace WebhookController.StatusPage.Sections;

// The state of everything in one second.
internal static class VerdictSection
{
    private const int Width = 1000;

    public static void Write(HtmlWriter html, PageContext page, Verdict verdict)
    {
        var (totals, level) = (page.Report.Totals, PageContext.LevelOf(verdict.Urgency));
        html.Write($"""
            <section class="verdict {level}" aria-labelledby="verdict"><svg class="sign" aria-hidden="true"><use href="#i-{level}"/></svg>
            <div class="words"><h1 id="verdict">{verdict.Headline}</h1><p>{verdict.Detail}</p></div>
            """);
        if (!page.Report.Partial)
            html.Write($"""<p class="coverage"><strong>{Formats.Percent(totals.Coverage)}</strong> <span>covered</span></p>""");
        html.Write($"</section>");
        if (page.Report.Claims.Count > 0) WriteBar(html, page.Report);
    }

    // In the proportions of the cluster; the figures are in the links below it.
    private static void WriteBar(HtmlWriter html, ClusterReport report)
    {
        var byLevel = report.Claims.CountBy(Badge.LevelOf).ToDictionary();
        html.Write($"""<svg class="proportions" viewBox="0 0 {Width} 10" preserveAspectRatio="none" aria-hidden="true">""");
        var at = 0.0;
        foreach (var level in (string[])[Badge.Critical, Badge.Warning, Badge.Notice, Badge.Good, Badge.Off])
        {
            // What is wrong is seen, be it one of ten thousand.
            if (!byLevel.TryGetValue(level, out var count)) continue;
            var width = Math.Max(4, (double)count * Width / report.Claims.Count);
            html.Write($"""<rect class="{level}" x="{at}" width="{width}" height="10"/>""");
            at += width;
        }
        html.Write($"</svg>");
    }
}
