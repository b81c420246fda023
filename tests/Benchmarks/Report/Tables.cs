namespace Benchmarks.Report;

/// The rows for a terminal, and for docs/benchmarks.md.
internal static class Tables
{
    private static readonly string[] Heads = ["what", "measured", "goal", "reached", "beside it in the same run"];

    public static string Plain(IReadOnlyList<Row> rows)
    {
        List<string[]> lines = [Heads, .. rows.Select(Cells)];
        var widths = Enumerable.Range(0, Heads.Length - 1).Select(column => lines.Max(line => line[column].Length)).ToList();
        return string.Join('\n', lines.Select(line => $"{string.Join("  ", widths.Select((width, column) => line[column].PadRight(width)))}  {line[^1]}".TrimEnd()));
    }

    public static string Markdown(IReadOnlyList<Row> rows, string server, string command) => string.Join('\n', (IEnumerable<string>)
    [
        "# Benchmarks", "",
        "Written by `make bench`; don't edit it. Each figure is beside its floor or peer, measured in the same run. Medians, unless a row says otherwise.",
        "A percentile is by nearest rank. The controller runs as its own published process (`build/publish.sh`), and so does the API server; planning alone",
        "is measured in process.", "",
        .. Machine.Facts().Select(fact => $"- {fact.What}: {fact.Value}"), $"- API server: {server}", $"- Command: `{command}`", "",
        $"| {string.Join(" | ", Heads)} | reason |", $"|{string.Concat(Heads.Select(_ => "---|"))}---|",
        .. rows.Select(row => $"| {string.Join(" | ", Cells(row))} | {Reasons.Of(row)} |"), "",
    ]);

    private static string[] Cells(Row row) => [row.What, row.ValueText, row.GoalText, row.ReachedText, row.Peer];
}
