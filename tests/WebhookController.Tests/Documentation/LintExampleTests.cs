using WebhookController.Tests.Commands.Lint.Support;

namespace WebhookController.Tests.Documentation;

/// What docs/lint.md shows is what the command prints.
public sealed class LintExampleTests
{
    [Fact]
    public async Task The_output_is_that_of_the_example()
    {
        var text = await File.ReadAllTextAsync(Checkout.File("docs/lint.md"), TestContext.Current.CancellationToken);
        using var folder = new TemporaryFolder().With("manifests/example.yaml", Block("example", text));

        var outcome = await LintProcess.RunAsync(folder.At("manifests/"));

        var printed = (outcome.Output + outcome.Errors).Replace(folder.Path + "/", "", StringComparison.Ordinal);
        Assert.Equal(Block("output", text), "$ backup-controller lint manifests/\n" + printed);
    }

    // The code between the comments that enclose it.
    private static string Block(string name, string text)
    {
        var part = text.Split($"<!-- {name}: kept true by a test -->")[1].Split($"<!-- /{name} -->")[0];
        return part[(part.IndexOf('\n', part.IndexOf("```", StringComparison.Ordinal)) + 1)..part.LastIndexOf("```", StringComparison.Ordinal)];
    }
}
