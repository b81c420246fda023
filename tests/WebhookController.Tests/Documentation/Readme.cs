namespace WebhookController.Tests.Documentation;

/// The README's tables, by the comments that enclose them.
internal static class Readme
{
    private static readonly Lazy<string> Text = new(() => File.ReadAllText(Checkout.File("README.md")));

    /// The rows of a table as cells, its heading left out.
    public static IReadOnlyList<IReadOnlyList<string>> Table(string name)
    {
        var (start, end) = ($"<!-- {name}: kept true by a test -->", $"<!-- /{name} -->");
        var from = Text.Value.IndexOf(start, StringComparison.Ordinal) + start.Length;
        var table = Text.Value[from..Text.Value.IndexOf(end, StringComparison.Ordinal)];
        return [.. table.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(2).Select(line =>
            (IReadOnlyList<string>)[.. line.Trim('|').Split('|').Select(cell => cell.Trim())])];
    }
}
