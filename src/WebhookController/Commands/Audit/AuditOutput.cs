using System.Globalization;
using WebhookController.Commands.Output;
using WebhookController.Core.Report;
using WebhookController.Core.Scheduling;

namespace WebhookController.Commands.Audit;

internal static class AuditOutput
{
    private const int FindingsShown = 30;

    public static void Write(AuditView view, string form, Terminal terminal)
    {
        switch (form)
        {
            case "json":
                AuditJson.Write(view, terminal.Out);
                break;
            case "markdown":
                WriteMarkdown(view, terminal.Out);
                break;
            default:
                WriteTable(view, terminal);
                break;
        }
    }

    private static void WriteTable(AuditView view, Terminal terminal)
    {
        var table = new TextTable(AuditRows.Columns);
        foreach (var claim in view.Claims) table.Add(AuditRows.Of(claim, view.Report.Now));
        table.WriteTo(terminal);
        terminal.Out.WriteLine();
        foreach (var line in TotalsOf(view.Report)) terminal.Out.WriteLine(line);
        terminal.Out.WriteLine();
        if (view.Findings.Count == 0)
        {
            terminal.Out.WriteLine(terminal.Paint("Nothing needs a person.", Colour.Green));
            return;
        }

        terminal.Out.WriteLine(terminal.Paint("Needs a person, most urgent first:", Colour.Bold));
        foreach (var finding in view.Findings.Take(FindingsShown))
            terminal.Out.WriteLine($"  {terminal.Paint(AuditRows.SymbolOf(finding.Urgency), AuditRows.ColourOf(finding.Urgency))} {TextTable.Clean(finding.About)}: {TextTable.Clean(finding.Text)}");
        if (view.Findings.Count > FindingsShown) terminal.Out.WriteLine(Text($"  and {view.Findings.Count - FindingsShown} more"));
    }

    private static void WriteMarkdown(AuditView view, TextWriter output)
    {
        output.WriteLine($"| {string.Join(" | ", AuditRows.Columns.Select(column => column.Title))} |");
        output.WriteLine($"|{string.Concat(AuditRows.Columns.Select(column => column.Right ? "---:|" : "---|"))}");
        foreach (var claim in view.Claims)
            output.WriteLine($"| {string.Join(" | ", AuditRows.Of(claim, view.Report.Now).Select(cell => Escape(cell.Text)))} |");
        output.WriteLine();
        foreach (var line in TotalsOf(view.Report)) output.WriteLine($"- {line}");
        if (view.Findings.Count == 0) return;
        output.WriteLine("\n**Needs a person, most urgent first**\n");
        foreach (var finding in view.Findings) output.WriteLine($"- {AuditRows.SymbolOf(finding.Urgency)} {Escape(finding.About)}: {Escape(finding.Text)}");
    }

    private static IEnumerable<string> TotalsOf(ClusterReport report)
    {
        var totals = report.Totals;
        yield return Text($"{totals.Claims} PVCs on Longhorn: {totals.Coverage:P0} covered, {totals.Unprotected} unprotected, {totals.Stale} stale, {totals.Violating} with a mistake or without a say, {totals.OptedOut} opted out, {totals.Exempt} exempt");
        yield return Text($"{totals.Orphans} orphans, {Durations.Size(totals.UntrackedBytes)} of untracked backups");
        var peak = report.Starts.Peak;
        yield return Text($"fullest minute: {report.Starts.PeakAt:HH:mm} UTC with {peak} {(peak == 1 ? "run" : "runs")}{(peak > StartCounts.Crowded ? ", start=auto spreads them" : "")}");
    }

    private static string Escape(string text) => TextTable.Clean(text).Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
