using System.Text.RegularExpressions;
using WebhookController.Hosting;
using WebhookController.Tests.Deploy.Support;

namespace WebhookController.Tests.Deploy;

/// What can be known of the image without building it.
public sealed partial class DockerfileTests
{
    private static readonly string Text = Repository.Read("Dockerfile").Replace("\\\n", " ", StringComparison.Ordinal);
    private static readonly string LastStage = Text[Text.LastIndexOf("\nFROM ", StringComparison.Ordinal)..];

    [Fact]
    public void What_is_copied_is_there_and_is_let_in()
    {
        var let = Repository.Read(".dockerignore").Split('\n').Where(line => line.StartsWith('!')).Select(line => line[1..]).ToList();
        var copied = Copies().Matches(Text).SelectMany(match => match.Groups[1].Value.Split(' ')[..^1])
            .Where(source => source != "--from=build" && source != "/app").ToList();

        Assert.All(copied, source => Assert.True(Path.Exists(Repository.At(source)), $"{source} is not there"));
        Assert.Equal(let.Order(), copied.Order());
    }

    // What the build of a project takes from above its own folder.
    [Theory]
    [InlineData("Directory.Build.props")]
    [InlineData("Directory.Packages.props")]
    [InlineData("global.json")]
    [InlineData(".editorconfig")]
    [InlineData("BannedSymbols.txt")]
    public void What_every_build_reads_is_copied(string file) => Assert.Contains($" {file} ", Text, StringComparison.Ordinal);

    [Fact]
    public void The_program_that_was_published_is_started()
    {
        Assert.Contains($"ENTRYPOINT [\"dotnet\", \"{typeof(ControllerHost).Assembly.GetName().Name}.dll\"]", LastStage, StringComparison.Ordinal);
        Assert.Contains("COPY --from=build /app .", LastStage, StringComparison.Ordinal);
        Assert.Contains("build/publish.sh \"$TARGETARCH\" /app", Text, StringComparison.Ordinal);
    }

    [Fact]
    public void It_runs_as_the_user_of_the_chart_without_a_shell_on_the_ports_of_the_program()
    {
        var security = ChartCase.Default.Pod["spec"]!["securityContext"]!;
        var options = new ControllerOptions();

        Assert.Contains($"USER {security["runAsUser"]}:{security["runAsGroup"]}\n", LastStage, StringComparison.Ordinal);
        Assert.Contains($"EXPOSE {options.Webhook.Port} {options.Metrics.Port}\n", LastStage, StringComparison.Ordinal);
        Assert.Contains("-chiseled\n", LastStage, StringComparison.Ordinal);
        Assert.DoesNotContain("\nRUN ", LastStage, StringComparison.Ordinal);
    }

    [Fact]
    public void The_runtime_is_of_the_version_that_is_built_for()
    {
        var framework = FrameworkOf().Match(Repository.Read("Directory.Build.props")).Groups[1].Value;

        Assert.Contains($"ARG DOTNET={framework}\n", Text, StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_compiled_ahead_and_not_trimmed()
    {
        var script = Repository.Read("build", "publish.sh");

        Assert.Contains("-p:PublishReadyToRun=true -p:PublishTrimmed=false", script, StringComparison.Ordinal);
        foreach (var rid in (string[])["linux-x64", "linux-arm64"]) Assert.Contains($"rid={rid} ", script, StringComparison.Ordinal);
    }

    [GeneratedRegex("^COPY (.*)$", RegexOptions.Multiline)]
    private static partial Regex Copies();

    [GeneratedRegex("<TargetFramework>net([0-9.]+)<")]
    private static partial Regex FrameworkOf();
}
