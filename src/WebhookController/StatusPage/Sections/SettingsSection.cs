using WebhookController.Core.Layers;
using WebhookController.Core.Report;
using WebhookController.StatusPage.Html;

namespace WebhookController.StatusPage.Sections;

// The settings in force, each with the layer that it comes from.
internal static class SettingsSection
{
    public static void Write(HtmlWriter html, ClaimReport claim)
    {
        if (claim.Settings.Count == 0) return;
        html.Write($"""
            <section aria-labelledby="settings"><h2 id="settings">Settings</h2><table class="small"><thead><tr><th scope="col">Setting</th><th scope="col">Value</th><th scope="col">From</th></tr></thead><tbody>
            """);
        foreach (var setting in claim.Settings)
            html.Write($"""<tr><th scope="row"><code>{setting.Name}</code></th><td>{setting.Value}</td><td>{Formats.Capitalized(setting.Source.InWords())}</td></tr>""");
        html.Write($"</tbody></table></section>");
    }
}
