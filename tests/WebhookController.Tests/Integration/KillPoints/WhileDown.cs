using System.Text.Json.Nodes;
using WebhookController.Tests.Integration.Support;

namespace WebhookController.Tests.Integration.KillPoints;

/// What must hold while the controller is down, which may be for long.
internal static class WhileDown
{
    public static async Task HoldsAsync(Story story, Scenario scenario)
    {
        var jobs = await scenario.Api.ListAsync($"{Api.Longhorn}recurringjobs");
        if (story.IsAlwaysProtected) await IsProtectedAsync(scenario, jobs);
        if (scenario.Writes is [.., { Verb: "create", Resource: "snapshots" }])
            Assert.True(jobs.Any(IsMarked), "I6: a snapshot was created before a job carried the archive's labels and id");
    }

    private static async Task IsProtectedAsync(Scenario scenario, IReadOnlyList<JsonObject> jobs)
    {
        var carried = Scenario.JobsOn(await scenario.VolumeOfAsync("mon", "grafana")).ToList();
        Assert.True(
            jobs.Any(job => carried.Contains(job["metadata"]!["name"]!.GetValue<string>())),
            $"the volume carries [{string.Join(", ", carried)}], none of which exists: the PVC is without backups while the controller is down");
    }

    private static bool IsMarked(JsonObject job) =>
        job["metadata"]!["labels"]?[Objects.Key("archive")]?.GetValue<string>() == "true"
        && job["metadata"]!["annotations"]?[Objects.Key("archive-id")] is not null;
}
