using System.Text.RegularExpressions;
using RealServer;
using WebhookController.Tests.Deploy.Support;

namespace WebhookController.Tests.Deploy;

/// What runs on other people's machines in our name may do no more than it must, and is what it was when we looked at it.
public sealed partial class WorkflowTests
{
    private static readonly string[] Names =
        [.. Directory.GetFiles(Repository.At(".github", "workflows"), "*.yml").Select(Path.GetFileName).OfType<string>().Order()];

    public static TheoryData<string> Files => [.. Names];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_action_is_pinned_by_its_commit_and_says_its_version(string file)
    {
        var used = Text(file).Split('\n').Where(line => line.Contains("uses:", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(used);
        Assert.All(used, line => Assert.Matches(Pinned(), line));
    }

    [Fact]
    public void An_action_is_of_the_same_commit_everywhere()
    {
        var used = Names.SelectMany(file => Pinned().Matches(Text(file)))
            .Select(match => (Action: match.Groups[1].Value, match.Groups[2].Value)).Distinct().ToList();

        Assert.Equal(used.Count, used.Select(one => one.Action).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_workflow_may_read_and_only_the_jobs_of_a_release_may_more(string file)
    {
        var workflow = Assert.Single(YamlDocuments.Read(Text(file)));

        Assert.Equal("""{"contents":"read"}""", workflow["permissions"]!.ToJsonString());
        if (file != "release.yml") Assert.All(workflow["jobs"]!.AsObject(), job => Assert.Null(job.Value!["permissions"]));
        Assert.All(workflow["jobs"]!.AsObject(), job => Assert.NotNull(job.Value!["timeout-minutes"]));
    }

    // A branch or a title that somebody else chose is text, and must not become part of a script.
    [Theory]
    [MemberData(nameof(Files))]
    public void No_script_has_text_of_others_put_into_it(string file)
    {
        var scripts = Assert.Single(YamlDocuments.Read(Text(file)))["jobs"]!.AsObject()
            .SelectMany(job => job.Value!["steps"]!.AsArray()).Select(step => (string?)step!["run"]).OfType<string>();

        Assert.All(scripts, script => Assert.DoesNotContain("${{", script, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void What_a_workflow_makes_is_a_target_of_the_Makefile(string file)
    {
        var targets = Targets().Matches(Repository.Read("Makefile")).Select(match => match.Groups[1].Value).ToList();

        Assert.All(Made().Matches(Text(file)), made => Assert.Contains(made.Groups[1].Value, targets));
    }

    [Fact]
    public void What_is_checked_before_a_change_lands_is_checked_again_in_the_open()
    {
        var before = Checked().Matches(Repository.Read(".ci", "run")).Select(match => match.Groups[1].Value).ToList();

        Assert.Contains("test", before);
        Assert.Empty(before.Except(Made().Matches(Text("ci.yml")).Select(match => match.Groups[1].Value)));
    }

    [Fact]
    public void The_version_is_the_same_wherever_it_is_written()
    {
        var version = VersionOf().Match(Repository.Read("Directory.Build.props")).Groups[1].Value;
        var script = new Tool(Repository.At("build", "version.sh"));

        var right = script.Run([version]);

        Assert.True(right.ExitCode == 0, right.Error);
        Assert.StartsWith($"version={version}\n", right.Output, StringComparison.Ordinal);
        Assert.NotEqual(0, script.Run(["9.9.9"]).ExitCode);
    }

    private static string Text(string file) => Repository.Read(".github", "workflows", file);

    [GeneratedRegex(@"uses: ([\w/-]+)@([0-9a-f]{40}) # v\d+\.\d+\.\d+")]
    private static partial Regex Pinned();

    [GeneratedRegex("^([a-z0-9-]+):", RegexOptions.Multiline)]
    private static partial Regex Targets();

    [GeneratedRegex("run: make ([a-z0-9-]+)")]
    private static partial Regex Made();

    [GeneratedRegex("^make ([a-z0-9-]+)", RegexOptions.Multiline)]
    private static partial Regex Checked();

    [GeneratedRegex("<Version>([0-9.]+)<")]
    private static partial Regex VersionOf();
}
