using System.Text.Json.Nodes;
using Sandbox;
using WebhookController.Core.Naming;
using WebhookController.Tests.Integration.Support;

namespace WebhookController.Tests.Integration;

/// A cluster in which version 1 has run, and this version takes over.
public sealed class UpgradeTests
{
    // Of a job that is gone, and of an archive whose PVC is. Released volumes without an archive, such as that of shop/gone, are nobody's.
    private static readonly string[] Leftover = ["backup-old-retained-volume", "backup-shop-opted-out", "backup-shop-opted-out-too"];

    private static readonly ScenarioOptions Stopped = new() { StartsController = false };

    [Fact]
    public Task Labels_and_jobs_of_version_1_go_on_without_a_write_and_only_leftover_labels_come_off_volumes() => Scenario.RunOnSandboxAsync(async scenario =>
    {
        var before = await LoadAsync(scenario);

        await scenario.StartControllerAsync();
        await Eventually.HoldsAsync("the leftover labels are off", async () => !(await CarriedAsync(scenario)).Any(Leftover.Contains));
        await scenario.IdleAsync();
        await ResyncAsync(scenario);

        Assert.Equal(Leftover.Length, scenario.Writes.Count);
        Assert.All(scenario.Writes, write => Assert.Equal(("patch", "volumes"), (write.Verb, write.Resource)));
        Assert.Equal(before, await TextAsync(scenario));
        Assert.Contains("backup-shop-gone", await CarriedAsync(scenario));
    }, Stopped);

    // The volume of mon/grafana also carries the job weekly, which is somebody else's.
    [Fact]
    public Task The_states_of_version_1s_pvcs_follow_from_what_it_left() => Scenario.RunOnSandboxAsync(async scenario =>
    {
        await LoadAsync(scenario);

        await scenario.StartControllerAsync();

        foreach (var (ns, pvc, state, reason) in new[]
        {
            ("mon", "grafana", "protected", "other_schedule"), ("shop", "mistaken", "violating", "invalid_interval"), ("shop", "unlabelled", "violating", "missing_enabled_label"),
            ("media", "server-config", "conflicting", "name_conflict"), ("media-server", "config", "conflicting", "name_conflict"), ("shop", "opted-out", "opted_out", "enabled_false"),
            ("old", "withdrawn", "protected", "ok"), ("old", "ready", "archived", "ready"), ("old", "again", "archived", "ready"), ("old", "underway", "archiving", "in_progress"),
        })
            await Eventually.HoldsAsync($"{ns}/{pvc} is {state} by {reason}", async () => (await scenario.Controller.MetricsAsync()).Split('\n').Any(line =>
                line.StartsWith("backup_pvc_state{", StringComparison.Ordinal) && line.Contains($"namespace=\"{ns}\"", StringComparison.Ordinal) && line.Contains($"pvc=\"{pvc}\"", StringComparison.Ordinal)
                && line.Contains($"reason=\"{reason}\"", StringComparison.Ordinal) && line.Contains($"state=\"{state}\"", StringComparison.Ordinal) && line.EndsWith(" 1", StringComparison.Ordinal)));
        await scenario.SeriesDisappearsAsync("backup_archive_failed{");
    }, Stopped);

    [Fact]
    public Task A_changed_label_adds_to_a_job_of_version_1_what_that_did_not_write_in_the_same_write() => Scenario.RunOnSandboxAsync(async scenario =>
    {
        await LoadAsync(scenario);
        await scenario.StartControllerAsync();
        await scenario.IdleAsync();
        Assert.Null(Archives.Mark(await scenario.JobAsync("backup-mon-grafana"), "source-uid"));

        await scenario.LabelClaimAsync("mon", "grafana", ("retain", "20"));
        await Eventually.HoldsAsync("retain is 20", async () => (await scenario.JobAsync("backup-mon-grafana"))["spec"]!["retain"]!.GetValue<int>() == 20);
        await scenario.IdleAsync();

        var uid = (await scenario.FindClaimAsync("mon", "grafana"))!["metadata"]!["uid"]!.GetValue<string>();
        Assert.Equal(uid, Archives.Mark(await scenario.JobAsync("backup-mon-grafana"), "source-uid"));
        Assert.Single(scenario.Writes, write => write is { Resource: "recurringjobs" });
    }, Stopped);

    [Fact]
    public Task An_archive_that_version_1_began_is_completed_and_not_made_twice() => Scenario.RunOnSandboxAsync(async scenario =>
    {
        await LoadAsync(scenario);
        await scenario.StartControllerAsync();
        await scenario.IdleAsync();

        scenario.Longhorn.Resume(Behaviours.Backups);

        await Eventually.HoldsAsync("the job says which backup is the archive", async () => Archives.Mark(await scenario.JobAsync("backup-old-underway"), "archive-backup") is not null);
        Assert.Single(await ArchivesOfAsync(scenario, "underway"));
        await scenario.SeriesAppearsAsync("""backup_archive_ready{job="backup-old-underway",namespace="old",pvc="underway"}""");
    }, Stopped);

    [Fact]
    public Task An_archive_of_version_1_is_made_again_when_its_label_is_put_on_again() => Scenario.RunOnSandboxAsync(async scenario =>
    {
        await LoadAsync(scenario);
        scenario.Longhorn.Resume(Behaviours.Backups);
        await scenario.StartControllerAsync();
        await scenario.RegisterWebhooksAsync();

        await scenario.LabelClaimAsync("old", "ready", ("archive", null), ("archive-delete-after", null));
        await scenario.LabelClaimAsync("old", "ready", ("archive", "true"));

        var asked = (await scenario.FindClaimAsync("old", "ready"))!["metadata"]!["annotations"]![Objects.Key("archive-requested-at")]!.GetValue<string>();
        await Eventually.HoldsAsync("another archive is ready", async () => await scenario.JobAsync("backup-old-ready") is { } job
            && Archives.Mark(job, "archive-request") == asked && Archives.Mark(job, "archive-backup") == $"archive-{Archives.Mark(job, "archive-id")}");
        Assert.Equal(2, (await ArchivesOfAsync(scenario, "ready")).Count);
    }, Stopped);

    [Fact]
    public Task A_pvc_that_comes_back_over_an_archive_of_version_1_gets_a_job_of_its_own() => Scenario.RunOnSandboxAsync(async scenario =>
    {
        await LoadAsync(scenario);
        await scenario.StartControllerAsync();
        await scenario.IdleAsync();
        var record = (await scenario.JobAsync("backup-old-retained")).ToJsonString();

        await scenario.CreateClaimAsync("old", "retained", ("enabled", "true"), ("name", "retained"));

        await scenario.VolumeCarriesAsync("old", "retained", new JobNames(new("old", "retained"), "retained").Derived);
        Assert.Equal(record, (await scenario.JobAsync("backup-old-retained")).ToJsonString());
    }, Stopped);

    // Version 1 kept it; now the same labels lead to the same end, whatever the path (README, Upgrade).
    [Fact]
    public Task The_job_of_an_archive_that_version_1_kept_for_an_opted_out_pvc_goes_and_its_backup_stays() => Scenario.RunOnSandboxAsync(async scenario =>
    {
        await FormerVersion.LoadAsync(scenario, "opted-out-archive");

        await scenario.StartControllerAsync();

        await scenario.JobIsGoneAsync("backup-old-grafana");
        await scenario.IdleAsync();
        Assert.Equal(["delete recurringjobs"], scenario.Writes.Select(write => $"{write.Verb} {write.Resource}"));
        Assert.Single(await Archives.ListAsync(scenario, "backups"));
    }, Stopped);

    private static async Task<string> LoadAsync(Scenario scenario)
    {
        scenario.Archived.UnionWith(["backup-old-retained", "backup-old-retained-volume"]);
        scenario.Protected.UnionWith(["backup-shop-mistaken", "backup-media-server-config"]);
        // The archive of old/underway was under way.
        scenario.Longhorn.Hold(Behaviours.Backups);
        await FormerVersion.LoadAsync(scenario, "settled");
        return await TextAsync(scenario);
    }

    // All that is there but volumes, of which leftover labels come off.
    private static async Task<string> TextAsync(Scenario scenario)
    {
        List<JsonObject> items = [];
        foreach (var path in new[] { "api/v1/persistentvolumeclaims", "api/v1/persistentvolumes", Api.Longhorn + "recurringjobs", Api.Longhorn + "snapshots", Api.Longhorn + "backups" })
            items.AddRange(await scenario.Api.ListAsync(path));
        return string.Join('\n', items.Select(item => item.ToJsonString()).Order(StringComparer.Ordinal));
    }

    private static async Task<IReadOnlyList<string>> CarriedAsync(Scenario scenario) =>
        [.. (await scenario.Api.ListAsync(Api.Longhorn + "volumes")).SelectMany(Scenario.JobsOn)];

    private static async Task<IReadOnlyList<JsonObject>> ArchivesOfAsync(Scenario scenario, string pvc) =>
        [.. (await Archives.ListAsync(scenario, "backups")).Where(backup => backup["metadata"]!["labels"]![Objects.Key("source-pvc")]?.GetValue<string>() == pvc)];

    private static Task ResyncAsync(Scenario scenario)
    {
        scenario.Controller.Cache.MarkAllAffected();
        return scenario.Controller.PassAsync();
    }
}
