using System.CommandLine;
using System.Text;
using WebhookController.Commands;
using WebhookController.Commands.Lint;

namespace WebhookController.Tests.Commands.Lint.Support;

/// What the command printed, and how it ended.
internal sealed record LintOutcome(int Code, string Output, string Errors)
{
    /// The findings of the output `table`, without the place where they are.
    public IReadOnlyList<string> Findings => [.. Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(": ", 2)[1])];

    /// Where they are, as file:line:column.
    public IReadOnlyList<string> Places => [.. Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(": ", 2)[0])];
}

/// The command line of `lint`, without a process.
internal static class LintProcess
{
    public static Task<LintOutcome> RunAsync(params string[] args) => RunAsync([], args);

    /// With something on standard input; the argument - is added.
    public static Task<LintOutcome> PipeAsync(string input, params string[] args) => RunAsync(Encoding.UTF8.GetBytes(input), ["-", .. args]);

    public static async Task<LintOutcome> RunAsync(byte[] input, params string[] args)
    {
        await using var output = new StringWriter { NewLine = "\n" };
        await using var errors = new StringWriter { NewLine = "\n" };
        var root = new RootCommand { LintCommand.Create(() => new MemoryStream(input)) };
        var code = await CommandLine.InvokeAsync(root.Parse(["lint", .. args]), new InvocationConfiguration { Output = output, Error = errors });
        return new(code, output.ToString(), errors.ToString());
    }
}
