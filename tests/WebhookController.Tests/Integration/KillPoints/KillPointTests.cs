using System.Collections.Concurrent;
using System.Diagnostics;
using WebhookController.Tests.Integration.Support;

namespace WebhookController.Tests.Integration.KillPoints;

/// Killed here: right before and right after every write there is. The stories run once undisturbed to learn what is written, so that
/// a new write is covered without anybody remembering it.
public sealed class KillPointTests
{
    private const int AtATime = 4;

    [Fact]
    public async Task A_kill_at_any_write_loses_nothing_repeats_nothing_and_leaves_no_pvc_unprotected()
    {
        Assert.SkipUnless(TestCluster.Assets is null, "only the Sandbox can play this fault");
        var watch = Stopwatch.StartNew();
        var recorded = new ConcurrentBag<(Story Story, string Outcome, KillPoint Point)>();
        await ForEachAsync(Stories.All, async story =>
        {
            var (writes, outcome) = await StoryRun.RecordAsync(story);
            foreach (var point in KillPoint.Around(writes)) recorded.Add((story, outcome, point));
        });

        var problems = new ConcurrentBag<string>();
        await ForEachAsync(recorded, async item =>
        {
            if (await ProblemAsync(item.Story, item.Outcome, item.Point) is { } problem) problems.Add($"{item.Story.Name}, {item.Point}: {problem}");
        });

        Notes.Add($"Kill points: {recorded.Count} tried, right before and right after every write of {Stories.All.Count} stories, in {watch.Elapsed.TotalSeconds:0} s");
        Assert.True(problems.IsEmpty, string.Join("\n\n", problems.Order(StringComparer.Ordinal)));
        Assert.Equal(KnownWrites, recorded.Select(item => $"{item.Point.Verb} {item.Point.Resource}").Distinct().Order(StringComparer.Ordinal));
    }

    // Every write of ClusterWriter's: a story that no longer leads to one of them no longer covers it.
    private static readonly string[] KnownWrites =
    [
        "create backups", "create recurringjobs", "create snapshots", "delete recurringjobs",
        "patch persistentvolumeclaims", "patch recurringjobs", "patch volumes",
    ];

    private static async Task<string?> ProblemAsync(Story story, string outcome, KillPoint point)
    {
        try
        {
            var other = await StoryRun.KilledAsync(story, point);
            return other == outcome ? null : $"undisturbed it comes to\n{outcome}\nand this time it came to\n{other}";
        }
        catch (Exception problem) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            return problem.Message;
        }
    }

    private static Task ForEachAsync<T>(IEnumerable<T> items, Func<T, Task> body) => Parallel.ForEachAsync(
        items,
        new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = TestContext.Current.CancellationToken },
        async (item, _) => await body(item));
}
