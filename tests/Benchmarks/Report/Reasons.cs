namespace Benchmarks.Report;

/// Why a goal is missed, as somebody found out and wrote down in Data/reasons.txt: one line each, "id: reason".
internal static class Reasons
{
    private static readonly Lazy<Dictionary<string, string>> Known = new(() => File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", "reasons.txt"))
        .Where(line => line.Contains(": ", StringComparison.Ordinal) && !line.StartsWith('#'))
        .Select(line => line.Split(": ", 2))
        .ToDictionary(parts => parts[0], parts => parts[1].Trim()));

    public static string Of(Row row) => row.Reached || row.Value is null ? "" : Known.Value.GetValueOrDefault(row.Id, "not looked into yet");
}
