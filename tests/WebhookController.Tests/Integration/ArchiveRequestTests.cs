using System.Net;
using Sandbox;
using WebhookController.Tests.Integration.Support;

namespace WebhookController.Tests.Integration;

/// Which archive is asked for is written on the PVC, and on the job that it was made for.
public sealed class ArchiveRequestTests
{
    private static readonly ScenarioOptions WithWebhooks = new() { RegistersWebhooks = true };

    [Fact]
    public Task The_label_taken_off_and_put_on_again_in_one_breath_makes_another_archive_and_the_old_one_lets_nothing_be_deleted() => Scenario.RunAsync(async scenario =>
    {
        scenario.Archived.Add(Archives.Job);
        await scenario.CreateClaimAsync("mon", "grafana", Archives.Archived);
        await Archives.ReadyAsync(scenario);
        var first = await RequestAsync(scenario);
        scenario.MoveClock(TimeSpan.FromDays(30));
        scenario.Longhorn.Hold(Behaviours.Backups);

        await scenario.LabelClaimAsync("mon", "grafana", ("archive", null));
        await scenario.LabelClaimAsync("mon", "grafana", ("archive", "true"));

        Assert.NotEqual(first, await RequestAsync(scenario));
        Assert.Equal(HttpStatusCode.Forbidden, (await scenario.DeleteClaimAsync("mon", "grafana")).Status);
        scenario.Longhorn.Resume(Behaviours.Backups);
        await IsMadeForAsync(scenario, await RequestAsync(scenario));
        Assert.Equal(2, (await Archives.ListAsync(scenario, "backups")).Count);
        await scenario.SeriesAppearsAsync("backup_archive_ready" + Archives.Series);
        Assert.Equal(HttpStatusCode.OK, (await scenario.DeleteClaimAsync("mon", "grafana")).Status);
    }, WithWebhooks);

    [Fact]
    public Task A_person_who_writes_another_time_on_the_pvc_gets_another_archive() => Scenario.RunAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("mon", "grafana", Archives.Archived);
        await Archives.ReadyAsync(scenario);

        var asked = scenario.Clock.GetUtcNow().AddMinutes(5).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        await scenario.AskForArchiveAsync("mon", "grafana", asked);

        await IsMadeForAsync(scenario, asked);
        Assert.Equal(2, (await Archives.ListAsync(scenario, "backups")).Count);
    });

    [Fact]
    public Task A_manifest_without_the_annotation_requests_nothing_new_whether_or_not_the_webhook_answers() => Scenario.RunAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("mon", "grafana", Archives.Archived);
        await Archives.ReadyAsync(scenario);
        var first = await RequestAsync(scenario);

        await scenario.AskForArchiveAsync("mon", "grafana", null);
        Assert.Equal(first, await RequestAsync(scenario));

        await scenario.Api.DeleteAsync("apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/longhorn-backup-controller");
        await scenario.AskForArchiveAsync("mon", "grafana", null);
        Assert.Null(await RequestAsync(scenario));
        scenario.ForgetRequests();
        await scenario.IdleAsync();
        Assert.Empty(scenario.Writes);
        Assert.Single(await Archives.ListAsync(scenario, "backups"));
        await scenario.SeriesAppearsAsync("backup_archive_ready" + Archives.Series);
    }, WithWebhooks);

    [Fact]
    public Task An_archive_given_up_together_with_the_backups_leaves_no_job_behind() => Scenario.RunAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("mon", "grafana", Archives.OptIn);
        await scenario.VolumeCarriesAsync("mon", "grafana", Archives.Job);
        scenario.Longhorn.Hold(Behaviours.Backups);
        await scenario.LabelClaimAsync("mon", "grafana", ("archive", "true"));
        await Eventually.HoldsAsync("the job is marked", async () => Archives.Mark(await scenario.JobAsync(Archives.Job), "archive-id") is not null);

        await scenario.LabelClaimAsync("mon", "grafana", ("archive", null), ("enabled", "false"));

        await scenario.JobIsGoneAsync(Archives.Job);
        await scenario.SeriesDisappearsAsync("backup_archive_failed{");
        scenario.Longhorn.Resume(Behaviours.Backups);
    }, WithWebhooks);

    private static async Task<string?> RequestAsync(Scenario scenario) =>
        (await scenario.FindClaimAsync("mon", "grafana"))!["metadata"]!["annotations"]?[Objects.Key("archive-requested-at")]?.GetValue<string>();

    private static Task IsMadeForAsync(Scenario scenario, string? request) => Eventually.HoldsAsync("the job says that its archive is the one asked for", async () =>
        await scenario.FindJobAsync(Archives.Job) is { } job && Archives.Mark(job, "archive-request") == request
        && Archives.Mark(job, "archive-backup") == $"archive-{Archives.Mark(job, "archive-id")}");
}
