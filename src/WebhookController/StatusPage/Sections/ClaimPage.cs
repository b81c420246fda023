using WebhookController.Core.Report;
using WebhookController.Core.Status;
using WebhookController.StatusPage.Html;

namespace WebhookController.StatusPage.Sections;

// One PVC, with its whole story.
internal static class ClaimPage
{
    public static void Write(HtmlWriter html, PageContext page, ClaimStory story) => Layout.Write(html, page, story.Claim.ToString(), main =>
    {
        main.Write($"""
            <nav class="path" aria-label="Where you are"><a href="{page.Root}">All PVCs</a> / <a href="{page.Root}?namespace={Uri.EscapeDataString(story.Claim.Namespace)}">{story.Claim.Namespace}</a></nav>
            """);
        WriteState(main, page, story);
        foreach (var deletion in story.HeldDeletions)
            HeldNotice.Write(main, page, "The deletion of its job waits for a person", "BackupDeletionsHeld", Core.Layers.DefaultsParser.AllowMassDeletionKey, page.Report.HeldDeletions!.Digest,
                $"It is one of {page.Report.HeldDeletions.Deletions.Count}, which is too many at once to be trusted.", [deletion.Target.Name], page.Report.HeldDeletions.Deletions.Count);
        foreach (var lowering in story.HeldLowerings)
            HeldNotice.Write(main, page, "Its lower retention waits for a person", "BackupRetentionHeld", Core.Layers.DefaultsParser.AllowLowerRetentionKey, page.Report.HeldRetention!.Digest,
                $"A default would have its job keep {lowering.To} backups instead of {lowering.From}, and those of others, too: Longhorn would delete {page.Report.HeldRetention.AtStake} backups in all.",
                [$"{lowering.Job}: {lowering.From} → {lowering.To}"], page.Report.HeldRetention.Lowerings.Count);
        main.Write($"""<div class="columns even"><div>""");
        if (story.Report is { } claim)
        {
            ScheduleSection.Write(main, page, story, claim);
            SettingsSection.Write(main, claim);
        }
        ClaimArchives.Write(main, page, story);
        main.Write($"""</div><div>""");
        BackupsSection.Write(main, page, story);
        main.Write($"</div></div>");
    });

    private static void WriteState(HtmlWriter html, PageContext page, ClaimStory story)
    {
        if (story.Report is not { } claim)
        {
            html.Write($"""
                <section class="verdict off" aria-labelledby="verdict"><svg class="sign" aria-hidden="true"><use href="#i-off"/></svg><div class="words"><h1 id="verdict">{story.Claim.ToString()}</h1><p>This PVC is gone. {(story.Archives.Count > 0 ? "Its archive is kept." : "Backups of it are left, and nothing rotates them.")}</p></div></section>
                """);
            return;
        }
        var badge = Badge.Of(claim);
        html.Write($"""
            <section class="verdict {badge.Level}" aria-labelledby="verdict"><svg class="sign" aria-hidden="true"><use href="#i-{badge.Level}"/></svg><div class="words"><h1 id="verdict">{story.Claim.ToString()}</h1><p><strong>{badge.Word}.</strong> {Formats.Shorten(claim.Why())}{(claim.Why().EndsWith('.') ? "" : ".")}{(story.Deleting ? " It is being deleted." : "")}</p>
            """);
        if (Advice.For(claim) is { } advice)
            html.Write($"""<p class="advice"><strong>What to do:</strong> {advice.Text} <a href="{PageContext.Runbook(advice.Runbook)}">Runbook</a></p>""");
        if (claim.EnabledBy == Core.Cluster.EnabledBy.Nobody && claim.Status.Current.State == ProtectionState.Violating)
            html.Write($"""<pre tabindex="0"><code>kubectl label pvc {story.Claim.Name} -n {story.Claim.Namespace} {page.Keys.Of(Core.Labels.LabelTable.Enabled)}=true</code></pre>""");
        html.Write($"</div></section>");
        if (claim.Mistakes.Count > 1 || claim.Mistakes.Any(mistake => mistake != claim.Why())) WriteMistakes(html, claim);
        foreach (var blocked in story.Blocked)
            html.Write($"""<section class="notice warning"><h2>Longhorn refuses a change of its job</h2><p>The job keeps {blocked.Change.Observed.Spec.Retain} backups, more than the Setting allows. What waits: {Formats.Shorten(string.Join(", ", blocked.Change.Differences))}.</p></section>""");
        if (claim.Failure is { } failure) html.Write($"""<section class="notice critical"><h2>Planning failed</h2><p>{Formats.Shorten(failure)}</p></section>""");
    }

    private static void WriteMistakes(HtmlWriter html, ClaimReport claim)
    {
        html.Write($"""<section class="notice warning" aria-labelledby="mistakes"><h2 id="mistakes">What is wrong with its labels</h2><ul>""");
        foreach (var mistake in claim.Mistakes) html.Write($"<li>{Formats.Shorten(mistake)}</li>");
        html.Write($"</ul></section>");
    }
}
