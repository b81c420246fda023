using System.Text.Json.Nodes;
using WebhookController.Tests.Integration.Support;

namespace WebhookController.Tests.Integration;

/// The ConfigMap of defaults.
public sealed class DefaultsTests
{
    private const string Invalid = """backup_defaults_invalid{layer="configmap",name="backup-defaults"}""";

    private static readonly string ConfigMaps = Scenario.Path(Api.ConfigMaps, "backup-controller");

    [Fact]
    public Task A_changed_default_reaches_every_job_that_does_not_override_it() => Scenario.RunAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("mon", "grafana", ("enabled", "true"), ("name", "grafana"));
        await scenario.CreateClaimAsync("mon", "loki", ("enabled", "true"), ("name", "loki"), ("retain", "3"));
        await scenario.JobAsync("backup-mon-grafana");
        await scenario.JobAsync("backup-mon-loki");

        await scenario.Api.PostAsync(ConfigMaps, Objects.Defaults(("retain", "5"), ("start", "0400")));

        await JobHasAsync(scenario, "backup-mon-grafana", "0 0/4 * * ?", 5);
        await JobHasAsync(scenario, "backup-mon-loki", "0 0/4 * * ?", 3);
    });

    [Fact]
    public Task A_deleted_config_map_costs_no_backup_and_is_reported() => Scenario.RunAsync(async scenario =>
    {
        await scenario.Api.PostAsync(ConfigMaps, Objects.Defaults(("retain", "5")));
        await scenario.CreateClaimAsync("mon", "grafana", ("enabled", "true"), ("name", "grafana"));
        await JobHasAsync(scenario, "backup-mon-grafana", "30 0/4 * * ?", 5);

        await scenario.Api.DeleteAsync($"{ConfigMaps}/backup-defaults");
        await scenario.SeriesAppearsAsync(Invalid);
        await scenario.IdleAsync();
        await JobHasAsync(scenario, "backup-mon-grafana", "30 0/4 * * ?", 5);

        await scenario.RestartControllerAsync();
        await scenario.SeriesAppearsAsync(Invalid);
        await scenario.CreateClaimAsync("mon", "loki", ("enabled", "true"), ("name", "loki"));
        await JobHasAsync(scenario, "backup-mon-loki", "30 0/4 * * ?", 8);
        await JobHasAsync(scenario, "backup-mon-grafana", "30 0/4 * * ?", 5);

        await scenario.Api.PostAsync(ConfigMaps, Objects.Defaults());
        await JobHasAsync(scenario, "backup-mon-grafana", "30 0/4 * * ?", 8);
        await scenario.SeriesAppearsAsync(Invalid, 0);
    });

    [Fact]
    public Task Without_a_config_map_that_nobody_ever_needed_nothing_is_told() => Scenario.RunAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("mon", "grafana", ("enabled", "true"), ("name", "grafana"));
        await JobHasAsync(scenario, "backup-mon-grafana", "30 0/4 * * ?", 8);
        await scenario.IdleAsync();
        await scenario.SeriesAppearsAsync(Invalid, 0);
    });

    [Fact]
    public Task An_invalid_config_map_leaves_the_last_good_defaults_in_force_and_says_so() => Scenario.RunAsync(async scenario =>
    {
        await scenario.Api.PostAsync(ConfigMaps, Objects.Defaults(("retain", "5")));
        await scenario.CreateClaimAsync("mon", "grafana", ("enabled", "true"), ("name", "grafana"));
        await JobHasAsync(scenario, "backup-mon-grafana", "30 0/4 * * ?", 5);

        await scenario.Api.MergeAsync($"{ConfigMaps}/backup-defaults", new JsonObject
        {
            ["data"] = new JsonObject { ["retain"] = "many" },
        });

        await scenario.SeriesAppearsAsync(Invalid);
        await scenario.CreateClaimAsync("mon", "loki", ("enabled", "true"), ("name", "loki"));
        await JobHasAsync(scenario, "backup-mon-loki", "30 0/4 * * ?", 5);
        await JobHasAsync(scenario, "backup-mon-grafana", "30 0/4 * * ?", 5);
    }, new ScenarioOptions { ChecksInvariants = false });

    [Fact]
    public Task After_a_restart_with_an_invalid_config_map_existing_jobs_keep_their_schedules() => Scenario.RunAsync(async scenario =>
    {
        await scenario.Api.PostAsync(ConfigMaps, Objects.Defaults(("retain", "5")));
        await scenario.CreateClaimAsync("mon", "grafana", ("enabled", "true"), ("name", "grafana"));
        await JobHasAsync(scenario, "backup-mon-grafana", "30 0/4 * * ?", 5);
        await scenario.Controller.KillAsync();
        await scenario.Api.DeleteAsync($"{ConfigMaps}/backup-defaults");
        await scenario.Api.PostAsync(ConfigMaps, Objects.Defaults(("retain", "many")));

        await scenario.StartControllerAsync();
        await scenario.SeriesAppearsAsync(Invalid);
        await scenario.IdleAsync();

        await JobHasAsync(scenario, "backup-mon-grafana", "30 0/4 * * ?", 5);
    });

    private static Task JobHasAsync(Scenario scenario, string job, string cron, int retain) =>
        Eventually.HoldsAsync($"{job} has cron {cron} and retain {retain}", async () =>
            await scenario.FindJobAsync(job) is { } found && found["spec"]!["cron"]!.GetValue<string>() == cron && found["spec"]!["retain"]!.GetValue<int>() == retain);
}
