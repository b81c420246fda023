using System.Text.Json.Nodes;
using WebhookController.Tests.Integration.Support;

namespace WebhookController.Tests.Integration;

/// Lower retention is how backups get deleted.
public sealed class RetentionTests
{
    private const string Job = "backup-mon-grafana";
    private static readonly string ConfigMaps = Scenario.Path(Api.ConfigMaps, "backup-controller");

    [Fact]
    public Task A_lower_default_that_costs_many_backups_waits_for_its_digest_through_a_restart() => Scenario.RunAsync(async scenario =>
    {
        await scenario.Api.PostAsync(ConfigMaps, Objects.Defaults(("retain", "30")));
        await scenario.CreateClaimAsync("mon", "grafana", ("enabled", "true"), ("name", "grafana"));
        await scenario.VolumeCarriesAsync("mon", "grafana", Job);
        for (var run = 0; run < 14; run++) await scenario.Longhorn.RunJobAsync(Job, TestContext.Current.CancellationToken);
        await scenario.IdleAsync();

        await SetDefaultsAsync(scenario, ("retain", "2"), ("interval", "6"));
        await scenario.SeriesAppearsAsync("backup_retention_held");
        await JobHasAsync(scenario, "30 0/6 * * ?", 30);
        await scenario.RestartControllerAsync();
        await scenario.SeriesAppearsAsync("backup_retention_held");
        await JobHasAsync(scenario, "30 0/6 * * ?", 30);

        var held = await Eventually.GetAsync("the Event", async () => (await scenario.Api.ListAsync("apis/events.k8s.io/v1/namespaces/backup-controller/events"))
            .FirstOrDefault(told => (string?)told["reason"] == "RetentionHeld"));
        Assert.Contains("delete 12 of 14 backups", (string)held["note"]!, StringComparison.Ordinal);
        await SetDefaultsAsync(scenario, ("allow-lower-retention", ((string)held["note"]!).Split("allow-lower-retention=")[1].Split(' ')[0]));
        await JobHasAsync(scenario, "30 0/6 * * ?", 2);
        await scenario.SeriesAppearsAsync("backup_retention_held", 0);
    });

    [Fact]
    public Task A_lowered_ceiling_lowers_no_job_and_refuses_no_label_that_was_allowed() => Scenario.RunAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("mon", "grafana", ("enabled", "true"), ("name", "grafana"), ("retain", "30"));
        await scenario.VolumeCarriesAsync("mon", "grafana", Job);
        await scenario.Longhorn.RunJobAsync(Job, TestContext.Current.CancellationToken);

        await scenario.Api.MergeAsync($"{Api.Longhorn}settings/recurring-job-max-retention", new JsonObject { ["value"] = "10" });

        await scenario.SeriesAppearsAsync("""backup_pvc_state{namespace="mon",pvc="grafana",reason="retain_above_ceiling",state="protected"}""");
        await JobHasAsync(scenario, "30 0/4 * * ?", 30);

        await scenario.LabelClaimAsync("mon", "grafana", ("interval", "6"));
        await Eventually.GetAsync("the Event", async () => (await scenario.Api.ListAsync("apis/events.k8s.io/v1/namespaces/mon/events"))
            .FirstOrDefault(told => (string?)told["reason"] == "BackupJobBlocked"));
        Assert.DoesNotContain(scenario.Writes, write => write.Resource == "recurringjobs" && write.Status >= 400);

        await scenario.LabelClaimAsync("mon", "grafana", ("retain", "10"));
        await JobHasAsync(scenario, "30 0/6 * * ?", 10);
    });

    private static async Task SetDefaultsAsync(Scenario scenario, params (string Key, string Value)[] data) => await scenario.Api.MergeAsync($"{ConfigMaps}/backup-defaults", new JsonObject
    {
        ["data"] = new JsonObject(data.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value))),
    });

    private static Task JobHasAsync(Scenario scenario, string cron, int retain) => Eventually.HoldsAsync($"the job has cron {cron} and retain {retain}", async () =>
        await scenario.FindJobAsync(Job) is { } found && (string?)found["spec"]!["cron"] == cron && (int?)found["spec"]!["retain"] == retain);
}
