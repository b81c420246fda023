namespace WebhookController.Commands.Lint.Output;

internal sealed record OutputFormat(string Name, Action<LintReport, TextWriter> Write)
{
    public static IReadOnlyList<OutputFormat> All { get; } =
    [
        new("table", TableOutput.Write),
        new("json", JsonOutput.Write),
        new("markdown", MarkdownOutput.Write),
        new("github", GitHubOutput.Write),
        new("sarif", SarifOutput.Write),
    ];

    public static string Names { get; } = $"{string.Join(", ", All.SkipLast(1).Select(format => format.Name))} or {All[^1].Name}";

    public static OutputFormat? Find(string name) => All.FirstOrDefault(format => format.Name == name);
}
