using System.Text.Json.Nodes;
using WebhookController.Tests.Integration.Support;

namespace WebhookController.Tests.Integration;

/// What kubectl describe pvc shows of a PVC's life.
public sealed class EventTests
{
    private static readonly (string, string)[] OptIn = [("enabled", "true"), ("name", "grafana")];

    [Fact]
    public Task The_events_of_a_pvc_show_its_life() => Scenario.RunAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("mon", "grafana", OptIn);
        await ReportedAsync(scenario, "BackupJobCreated", "recurringjob backup-mon-grafana was created");
        await ReportedAsync(scenario, "VolumeAttached", "now carries recurringjob backup-mon-grafana");

        await scenario.LabelClaimAsync("mon", "grafana", ("retain", "20"));
        await ReportedAsync(scenario, "BackupJobChanged", "retain 8 → 20");

        await scenario.LabelClaimAsync("mon", "grafana", ("archive", "true"));
        await ReportedAsync(scenario, "ArchiveStarted", "has started with a snapshot");
        await ReportedAsync(scenario, "ArchiveReady", "the PVC can be deleted");

        await scenario.LabelClaimAsync("mon", "grafana", ("archive", null));
        await ReportedAsync(scenario, "BackupJobChanged", "was changed: backup.vluwte.nl/archive-,");
        await scenario.LabelClaimAsync("mon", "grafana", ("enabled", "false"));
        await ReportedAsync(scenario, "BackupJobDeleted", "the PVC is opted out");
    });

    [Fact]
    public Task Labels_that_have_no_effect_are_reported_as_a_warning() => Scenario.RunAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("mon", "grafana", [.. OptIn, ("retain", "0")]);
        await scenario.CreateClaimAsync("mon", "other", ("enabled", "true"), ("name", "wiki"));
        await scenario.CreateClaimAsync("mon", "wiki", ("enabled", "true"), ("name", "wiki"));

        var refused = await ReportedAsync(scenario, "LabelsRefused", "backup.vluwte.nl/retain=0 is not allowed: use a whole number from 1 to 100");
        Assert.Equal("Warning", (string?)refused["type"]);
        await ReportedAsync(scenario, "NameConflict", "choose another name", pvc: "other");
        await ReportedAsync(scenario, "NameConflict", "choose another name", pvc: "wiki");
    });

    [Fact]
    public Task A_pvc_that_went_without_an_archive_leaves_an_event() => Scenario.RunAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("mon", "grafana", OptIn);
        await scenario.VolumeCarriesAsync("mon", "grafana", "backup-mon-grafana");
        await scenario.DeleteClaimAsync("mon", "grafana");

        await ReportedAsync(scenario, "DeletedWithoutArchive", "recurringjob backup-mon-grafana was deleted");
        await scenario.SeriesAppearsAsync("""backup_jobs_deleted_total{reason="pvc_gone"}""");
    });

    [Fact]
    public Task Held_deletions_are_reported_on_the_config_map_with_their_digest() => Scenario.RunAsync(async scenario =>
    {
        foreach (var i in Enumerable.Range(0, 12)) await scenario.CreateClaimAsync("mon", $"pvc-{i}", ("enabled", "true"), ("name", $"pvc-{i}"));
        foreach (var i in Enumerable.Range(0, 12)) await scenario.VolumeCarriesAsync("mon", $"pvc-{i}", $"backup-mon-pvc-{i}");
        await scenario.Controller.KillAsync();
        foreach (var i in Enumerable.Range(0, 12)) await scenario.DeleteClaimAsync("mon", $"pvc-{i}");
        await Eventually.HoldsAsync("the PVCs are gone", async () => (await scenario.Api.ListAsync("api/v1/persistentvolumeclaims")).Count == 0);
        await scenario.StartControllerAsync();

        var held = await ReportedAsync(scenario, "DeletionsHeld", "12 deletions are held, being too many of 12 managed jobs within ten minutes", "backup-controller", "backup-defaults");
        var digest = ((string)held["note"]!).Split("allow-mass-deletion=")[1].Split(' ')[0];
        await scenario.Api.PostAsync("api/v1/namespaces/backup-controller/configmaps", new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = "backup-defaults" },
            ["data"] = new JsonObject { ["allow-mass-deletion"] = digest },
        });
        foreach (var i in Enumerable.Range(0, 12)) await scenario.JobIsGoneAsync($"backup-mon-pvc-{i}");
    });

    [Fact]
    public Task What_stays_the_same_is_reported_once_through_passes_and_restarts() => Scenario.RunAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("mon", "grafana", [.. OptIn, ("retain", "0")]);
        await ReportedAsync(scenario, "LabelsRefused", "retain=0");
        await scenario.IdleAsync();
        await scenario.RestartControllerAsync();
        await scenario.SeriesAppearsAsync("""backup_events_total{result="repeated"}""");

        Assert.Single(await EventsAsync(scenario, "mon", "grafana"));
    });

    [Fact]
    public Task A_pass_goes_on_while_no_event_can_be_written() => Scenario.RunOnSandboxAsync(async scenario =>
    {
        scenario.Faulty.Faults.Answer(500, "InternalError", "create", "events", times: 1000);
        await scenario.CreateClaimAsync("mon", "grafana", OptIn);

        await scenario.VolumeCarriesAsync("mon", "grafana", "backup-mon-grafana");
        await Eventually.HoldsAsync("the failure is in the log", () => Task.FromResult(
            scenario.Controller.Log.Lines.Any(line => line.Contains("The Event BackupJobCreated of mon/grafana could not be written", StringComparison.Ordinal))));
    });

    [Fact]
    public Task A_dry_run_reports_nothing() => Scenario.RunAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("mon", "grafana", [.. OptIn, ("retain", "0")]);
        await scenario.SeriesAppearsAsync("""backup_pvc_violation{condition="invalid_retain",namespace="mon",pvc="grafana"}""");
        await scenario.IdleAsync();

        Assert.Empty(await EventsAsync(scenario, "mon", "grafana"));
    }, new ScenarioOptions { ControllerOptions = ["--Reconciler:DryRun", "true"], ChecksInvariants = false });

    private static Task<JsonObject> ReportedAsync(Scenario scenario, string reason, string note, string ns = "mon", string pvc = "grafana") =>
        Eventually.GetAsync($"an Event {reason} of {ns}/{pvc}: …{note}…", async () => (await EventsAsync(scenario, ns, pvc))
            .SingleOrDefault(reported => (string?)reported["reason"] == reason && ((string)reported["note"]!).Contains(note, StringComparison.Ordinal)));

    private static async Task<IReadOnlyList<JsonObject>> EventsAsync(Scenario scenario, string ns, string name) =>
        [.. (await scenario.Api.ListAsync($"apis/events.k8s.io/v1/namespaces/{ns}/events")).Where(reported => (string?)reported["regarding"]!["name"] == name)];
}
