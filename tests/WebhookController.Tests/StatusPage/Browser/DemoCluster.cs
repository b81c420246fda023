using System.Text.Json.Nodes;
using WebhookController.Tests.Integration.Support;

namespace WebhookController.Tests.StatusPage.Browser;

/// The whole program over a cluster such as a team has, two days old: most PVCs are backed up, some are not as they should be.
internal static class DemoCluster
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(4);
    private const int Rounds = 9;

    private static readonly (string Namespace, string Name, string Labels)[] Claims =
    [
        ("auth", "keycloak", "enabled=true"), ("blog", "ghost", ""), ("ci", "registry", "enabled=true"), ("git", "gitea", "enabled=true retain=14"),
        ("home", "assistant", "enabled=true"), ("home", "zigbee", "enabled=true"), ("media", "cache", "enabled=false"), ("media", "photos", "enabled=true"),
        ("monitoring", "grafana", "enabled=true"), ("monitoring", "loki", "enabled=true"), ("monitoring", "prometheus", "enabled=true retain=3"),
        ("shop", "orders", "enabled=true"), ("shop", "postgres", "enabled=true retain=30"), ("shop", "redis", "enabled=false"), ("wiki", "old", "enabled=true"),
    ];

    public static Task RunAsync(Func<Controller, Task> look) => Scenario.RunOnSandboxAsync(async scenario =>
    {
        await scenario.Api.PostAsync(Scenario.Path(Api.ConfigMaps, "backup-controller"), Objects.Defaults(("retain", "8"), ("concurrency", "2")));
        foreach (var (ns, name, labels) in Claims)
            await scenario.CreateClaimAsync(ns, name, [.. labels.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).Select(pair => (pair[0], pair[1]))]);
        await scenario.EnsureNamespaceAsync("games");
        await scenario.Api.MergeAsync("api/v1/namespaces/games", Objects.LabelPatch(("enabled", "true"), ("start", "auto")));
        await scenario.CreateClaimAsync("games", "minecraft");
        await scenario.IdleAsync();
        await MoveToAsync(scenario, new TimeOnly(0, 36));

        for (var round = 1; round <= Rounds; round++)
        {
            foreach (var (ns, name, labels) in Claims.Append(("games", "minecraft", "enabled=true")))
                if (labels.Contains("true", StringComparison.Ordinal) && !(name == "photos" && round > 1)) await BackUpAsync(scenario, $"backup-{ns}-{name}", fails: name == "gitea" && round > Rounds - 2);
            if (round < Rounds) scenario.MoveClock(Interval);
        }
        await scenario.LabelClaimAsync("ci", "registry", ("interval", "5"));
        await scenario.LabelClaimAsync("wiki", "old", ("archive", "true"), ("archive-delete-after", scenario.Clock.GetUtcNow().AddDays(200).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)));
        await scenario.SeriesAppearsAsync("""backup_archive_ready{job="backup-wiki-old",namespace="wiki",pvc="old"}""");
        await scenario.CreateClaimAsync("shop", "sessions", ("enabled", "true"));
        scenario.MoveClock(TimeSpan.FromMinutes(52));
        await scenario.IdleAsync();
        await look(scenario.Controller);
    }, new ScenarioOptions { ChecksInvariants = false });

    private static Task MoveToAsync(Scenario scenario, TimeOnly time)
    {
        var by = time.ToTimeSpan() - scenario.Clock.GetUtcNow().TimeOfDay;
        scenario.MoveClock(by > TimeSpan.Zero ? by : by + TimeSpan.FromDays(1));
        return scenario.IdleAsync();
    }

    private static async Task BackUpAsync(Scenario scenario, string job, bool fails)
    {
        if (fails) scenario.Longhorn.FailNextBackup("cannot write to the backup target: 507 insufficient storage");
        var names = await scenario.Longhorn.RunJobAsync(job, TestContext.Current.CancellationToken);
        // The stand-in's are all of one MiB.
        foreach (var name in names)
            if (!fails) await scenario.Api.MergeAsync($"{Api.Longhorn}backups/{name}/status", new JsonObject { ["status"] = new JsonObject { ["size"] = $"{(job.Length * 37 + name.Length) % 90 + 10}{1_000_000}" } });
    }
}
