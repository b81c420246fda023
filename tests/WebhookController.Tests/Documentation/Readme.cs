namespace WebhookController.Tests.Documentation;

/// The README's tables, by the comments that enclose them.
internal static class Readme
{
    private static readonly Lazy<string> Text = new(() => File.ReadAllText(Checkout.File("README.md")));

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
}
