using System.Runtime.CompilerServices;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Planning;

/// Each folder under Cases is a cluster and the plan it must lead to; a new folder is a new test. After a change that is meant, run the
/// tests with UPDATE_CASES=1 and read the diff: it rewrites every plan.txt. Without it, a missing plan.txt fails.
public sealed class GoldenCaseTests
{
    private static bool Updating => Environment.GetEnvironmentVariable("UPDATE_CASES") == "1";

    public static TheoryData<string> Cases => [.. Directory.GetDirectories(Folder()).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_plan_is_as_written(string name)
    {
        var folder = Path.Combine(Folder(), name);
        var cluster = GoldenCase.Parse(File.ReadAllText(Path.Combine(folder, "cluster.json")));
        var plan = PlanText.Of(cluster.Plan(), cluster.States);
        var expected = Path.Combine(folder, "plan.txt");
        if (Updating) File.WriteAllText(expected, plan);

        Assert.True(File.Exists(expected), $"{expected} is missing: run with UPDATE_CASES=1 to write it");
        Assert.Equal(File.ReadAllText(expected), plan);
    }

    [Fact]
    public void There_are_cases() => Assert.True(Cases.Count >= 30);

    // The source folder, so that plans are written where they are kept; the build's copy where tests run without sources.
    private static string Folder([CallerFilePath] string thisFile = "") =>
        Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "Cases") is var source && Directory.Exists(source)
            ? source
            : Path.Combine(AppContext.BaseDirectory, "Cases");
}
