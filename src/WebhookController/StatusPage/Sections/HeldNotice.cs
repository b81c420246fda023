using WebhookController.Core.Layers;
using WebhookController.StatusPage.Html;

namespace WebhookController.StatusPage.Sections;

// What is held, and the exact command that lets it go ahead.
internal static class HeldNotice
{
    public static void Write(
        HtmlWriter html, PageContext page, string title, string runbook, string key, string digest, string text, IReadOnlyList<string> items, int all)
    {
        html.Write($"""
            <section class="notice warning"><h2><svg aria-hidden="true"><use href="#i-warning"/></svg>{title}</h2><p>{text} <a href="{PageContext.Runbook(runbook)}">Runbook</a></p>
            <details id="{key}"><summary>Which, and how to agree</summary><ul>
            """);
        foreach (var item in items) html.Write($"<li>{item}</li>");
        if (all > items.Count) html.Write($"<li>and {all - items.Count} more</li>");
        html.Write($"""
            </ul><p>The digest of exactly these is <code class="digest">{digest}</code>. If they are meant:</p><pre tabindex="0"><code>{Command(page, key, digest)}</code></pre>
            <p>If they are not: bring back what is gone, or take the change back. Nothing happens then.</p></details></section>
            """);
    }

    public static string Command(PageContext page, string key, string digest) => page.State.ConfigMaps.Items.IsEmpty
        ? $"kubectl create configmap {DefaultsParser.ConfigMapName} -n {page.OwnNamespace} --from-literal={key}={digest}"
        : $$$"""kubectl patch configmap {{{DefaultsParser.ConfigMapName}}} -n {{{page.OwnNamespace}}} --type merge -p '{"data":{"{{{key}}}":"{{{digest}}}"}}'""";
}
