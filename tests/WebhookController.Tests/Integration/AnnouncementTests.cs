using System.Text.Json.Nodes;
using WebhookController.Core.Labels;
using WebhookController.Core.Reviews;
using WebhookController.Tests.Integration.Support;

namespace WebhookController.Tests.Integration;

/// What admission announces, and the planner does: that it comes true is checked at the end of each scenario, as of every other.
public sealed class AnnouncementTests
{
    private static readonly ScenarioOptions WithWebhooks = new() { RegistersWebhooks = true };

    [Fact]
    public Task Without_a_word_of_the_pvc_its_job_goes_on() => Scenario.RunAsync(async scenario =>
    {
        await OptInAsync(scenario, "grafana");

        await AnnouncedAsync(scenario, "grafana", AnnouncementText.GoesOn(Archives.Job), ("enabled", null));

        await scenario.VolumeCarriesAsync("mon", "grafana", Archives.Job);
    }, WithWebhooks);

    [Fact]
    public Task The_job_of_a_volume_that_another_pvc_is_on_stays() => Scenario.RunAsync(async scenario =>
    {
        await StaticVolumes.CreateAsync(scenario, "pv-1", "shared");
        await StaticVolumes.AddPvAsync(scenario, "pv-2", "shared");
        await StaticVolumes.ClaimAsync(scenario, "mon", "grafana", "pv-1", "", Archives.OptIn.Select(label => (Objects.Key(label.Item1), label.Item2)).ToArray());
        await scenario.VolumeCarriesAsync("mon", "grafana", Archives.Job);
        await StaticVolumes.ClaimAsync(scenario, "mon", "other", "pv-2", "");
        await scenario.VolumeOfAsync("mon", "other");
        await scenario.IdleAsync();

        await AnnouncedAsync(scenario, "grafana", AnnouncementText.StaysWhileNeeded(Archives.Job), ("enabled", "false"));
    }, WithWebhooks);

    [Fact]
    public Task Where_longhorn_copies_the_label_the_job_goes_once_it_has_done_so() => Scenario.RunAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("mon", "grafana", [.. Archives.OptIn, ("recurring-job.longhorn.io/source", "enabled")]);
        await scenario.VolumeCarriesAsync("mon", "grafana", Archives.Job);
        await scenario.IdleAsync();

        await AnnouncedAsync(scenario, "grafana", AnnouncementText.IsDeletedOnceLetGo(Archives.Job), ("enabled", "false"));

        await scenario.JobIsGoneAsync(Archives.Job);
    }, WithWebhooks);

    [Fact]
    public Task A_volume_that_is_let_go_of_comes_into_longhorns_default_group() => Scenario.RunAsync(async scenario =>
    {
        var nightly = Objects.Job("nightly");
        nightly["spec"]!["groups"] = new JsonArray("default");
        await scenario.Api.PostAsync(Api.Longhorn + "recurringjobs", nightly);
        await OptInAsync(scenario, "grafana");
        // A new volume is in that group before it carries a job of ours, and stays in it.
        var volume = (await scenario.VolumeOfAsync("mon", "grafana"))["metadata"]!["name"]!.GetValue<string>();
        await scenario.Api.MergeAsync($"{Api.Longhorn}volumes/{volume}", Objects.LabelPatch((LonghornLabels.InDefaultGroup, null)));
        await scenario.IdleAsync();

        await AnnouncedAsync(scenario, "grafana", AnnouncementText.IsRunByDefault("nightly"), ("enabled", "false"));

        await scenario.JobIsGoneAsync(Archives.Job);
    }, WithWebhooks);

    [Fact]
    public Task A_lower_retain_of_a_pvc_is_what_its_job_gets() => Scenario.RunAsync(async scenario =>
    {
        await OptInAsync(scenario, "grafana");
        for (var run = 0; run < 3; run++) await scenario.Longhorn.RunJobAsync(Archives.Job, TestContext.Current.CancellationToken);
        await scenario.IdleAsync();

        await AnnouncedAsync(scenario, "grafana", AnnouncementText.LowersRetention("1"), ("retain", "1"));
    }, WithWebhooks);

    [Fact]
    public Task A_rename_is_done_as_announced() => Scenario.RunAsync(async scenario =>
    {
        await OptInAsync(scenario, "grafana");

        await AnnouncedAsync(scenario, "grafana", AnnouncementText.IsFromNowOn("backup-mon-board"), ("name", "board"));
    }, WithWebhooks);

    private static async Task OptInAsync(Scenario scenario, string name)
    {
        await scenario.CreateClaimAsync("mon", name, Archives.OptIn);
        await scenario.VolumeCarriesAsync("mon", name, Archives.Job);
        await scenario.IdleAsync();
    }

    private static async Task AnnouncedAsync(Scenario scenario, string name, string announcement, params (string, string?)[] labels) =>
        Assert.Contains((await scenario.LabelClaimAsync("mon", name, labels)).Warnings, warning => warning.Contains(announcement, StringComparison.Ordinal));
}
