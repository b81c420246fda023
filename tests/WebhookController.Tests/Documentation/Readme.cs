namespace WebhookController.Tests.Documentation;

/// The README's tables, by the comments that enclose them.
internal static class Readme
{
    private static readonly Lazy<string> Text = new(() => File.ReadAllText(Find()));

    /// The rows of a table as cells, its heading left out.
    public static IReadOnlyList<IReadOnlyList<string>> Table(string name) => Table(name, Text.Value);

    public static IReadOnlyList<IReadOnlyList<string>> Table(string name, string text)
    {
        var (start, end) = ($"<!-- {name}: kept true by a test -->", $"<!-- /{name} -->");
        var from = text.IndexOf(start, StringComparison.Ordinal) + start.Length;
        var table = text[from..text.IndexOf(end, StringComparison.Ordinal)];
        return [.. table.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(2).Select(line =>
            (IReadOnlyList<string>)[.. line.Trim('|').Split('|').Select(cell => cell.Trim())])];
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "WebhookController.sln"))) return Path.Combine(folder.FullName, "README.md");
        throw new FileNotFoundException("the README is looked for beside WebhookController.sln");
    }
}
