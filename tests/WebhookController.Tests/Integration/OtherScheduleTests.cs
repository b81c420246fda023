using System.Text.Json.Nodes;
using WebhookController.Tests.Integration.Support;

namespace WebhookController.Tests.Integration;

/// Jobs that aren't ours and back the volume of a PVC up.
public sealed class OtherScheduleTests
{
    [Fact]
    public Task A_job_of_somebody_else_on_the_volume_is_said_of_a_silent_pvc_and_of_one_that_is_opted_in() => Scenario.RunAsync(async scenario =>
    {
        await scenario.Api.PostAsync(Api.Longhorn + "recurringjobs", Objects.Job("weekly"));
        await scenario.CreateClaimAsync("mon", "grafana");
        await scenario.StateIsAsync("mon", "grafana", "violating", "missing_enabled_label");

        await LabelVolumeAsync(scenario, "recurring-job.longhorn.io/weekly", "enabled");
        await scenario.StateIsAsync("mon", "grafana", "violating", "other_schedule");
        await scenario.IdleAsync();

        var answer = await scenario.LabelClaimAsync("mon", "grafana", ("enabled", "true"));
        Assert.Equal(["mon/grafana: recurringjob weekly backs it up, too"], answer.Warnings);
        await scenario.VolumeCarriesAsync("mon", "grafana", Archives.Job, "weekly");
        await scenario.Longhorn.RunJobAsync(Archives.Job, TestContext.Current.CancellationToken);
        await scenario.StateIsAsync("mon", "grafana", "protected", "other_schedule");

        await LabelVolumeAsync(scenario, "recurring-job.longhorn.io/weekly", null);
        await scenario.StateIsAsync("mon", "grafana", "protected", "ok");
    }, new ScenarioOptions { RegistersWebhooks = true });

    [Fact]
    public Task A_job_of_a_group_is_said_as_soon_as_there_is_one() => Scenario.RunAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("mon", "grafana");
        await LabelVolumeAsync(scenario, "recurring-job-group.longhorn.io/nightly", "enabled");
        await scenario.StateIsAsync("mon", "grafana", "violating", "missing_enabled_label");
        await scenario.IdleAsync();

        var job = Objects.Job("all-nightly");
        job["spec"]!["groups"] = new JsonArray("nightly");
        await scenario.Api.PostAsync(Api.Longhorn + "recurringjobs", job);
        await scenario.StateIsAsync("mon", "grafana", "violating", "other_schedule");

        await scenario.Api.DeleteAsync(Api.Longhorn + "recurringjobs/all-nightly");
        await scenario.StateIsAsync("mon", "grafana", "violating", "missing_enabled_label");
    });

    private static async Task LabelVolumeAsync(Scenario scenario, string label, string? value)
    {
        var volume = (string)(await scenario.VolumeOfAsync("mon", "grafana"))["metadata"]!["name"]!;
        await scenario.Api.MergeAsync($"{Api.Longhorn}volumes/{volume}", Objects.LabelPatch((label, value)));
    }
}
