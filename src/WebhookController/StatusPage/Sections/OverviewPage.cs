using WebhookController.Core.Report;
using WebhookController.StatusPage.Html;
using WebhookController.StatusPage.Serving;

namespace WebhookController.StatusPage.Sections;

// The whole cluster: the state of everything first, then what is wrong, then everything else.
internal static class OverviewPage
{
    public static void Write(HtmlWriter html, PageContext page, PageQuery query)
    {
        var verdict = Verdict.Of(page.Report);
        Layout.Write(html, page, verdict.Headline, main =>
        {
            VerdictSection.Write(main, page, verdict);
            NoticesSection.Write(main, page);
            main.Write($"""<div class="columns"><div class="wide">""");
            ClaimsSection.Write(main, page, query);
            main.Write($"""</div><div class="side">""");
            StartsPicture.Write(main, page);
            TargetsSection.Write(main, page);
            ArchivesSection.Write(main, page);
            LeftoversSection.Write(main, page);
            main.Write($"</div></div>");
        });
    }
}
