namespace WebhookController.Tests.Architecture;

internal sealed record FolderEdge(string From, string To, string File);

internal static class FolderGraph
{
    // The edges inside strongly connected components, with the files that cause them.
    public static IReadOnlyList<string> Cyclic(IReadOnlyList<FolderEdge> edges)
    {
        var next = edges.ToLookup(edge => edge.From, edge => edge.To);
        var reachable = edges.Select(edge => edge.To).Distinct().ToDictionary(folder => folder, folder => Reachable(folder, next));
        return [.. edges
            .Where(edge => reachable[edge.To].Contains(edge.From))
            .GroupBy(edge => (edge.From, edge.To), edge => edge.File)
            .OrderBy(files => files.Key)
            .Select(files => $"{files.Key.From} -> {files.Key.To} ({string.Join(", ", files.Order(StringComparer.Ordinal))})")];
    }

    private static HashSet<string> Reachable(string start, ILookup<string, string> next)
    {
        var (seen, open) = (new HashSet<string>(StringComparer.Ordinal) { start }, new Stack<string>([start]));
        while (open.TryPop(out var folder))
            foreach (var other in next[folder])
                if (seen.Add(other)) open.Push(other);
        return seen;
    }
}
