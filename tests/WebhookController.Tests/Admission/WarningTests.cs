namespace WebhookController.Tests.Admission;

public sealed class WarningTests
{
    private static readonly string[] OptedIn = ["enabled=true", "name=grafana"];

    [Fact]
    public async Task A_PVC_without_labels_is_admitted_with_a_warning() =>
        await Warns(ReviewBody.Create(), "this PVC is not backed up: label it backup.vluwte.nl/enabled=true, or =false if that is meant");

    [Fact]
    public async Task Opting_out_names_the_job_that_will_be_deleted() =>
        await Warns(ReviewBody.Update(OptedIn, "enabled=false", "name=grafana"),
            "job backup-monitoring-grafana will be deleted; the backups it made stay, but no new ones are made");

    [Fact]
    public async Task Renaming_names_both_jobs() =>
        await Warns(ReviewBody.Update(OptedIn, "enabled=true", "name=loki"),
            "job backup-monitoring-grafana gives way to backup-monitoring-loki; its backups stay");

    [Fact]
    public async Task A_date_in_the_past_is_warned_of() =>
        await Warns(ReviewBody.Update(["enabled=true", "name=x"], "enabled=true", "name=x", "archive=true", "archive-delete-after=2026-11-21"),
            "backup.vluwte.nl/archive-delete-after=2026-11-21 is in the past: the archive counts as expired at once");

    [Fact]
    public async Task Labels_on_a_PVC_on_other_storage_are_warned_of_and_never_denied() =>
        await Warns(ReviewBody.Create("enabled=perhaps").On("nfs"), "this PVC is not on Longhorn: its backup labels have no effect");

    [Fact]
    public async Task Deleting_a_PVC_names_the_job_that_will_be_deleted()
    {
        await using var host = await AdmissionHost.StartAsync();
        var claim = Cluster.Claim("monitoring", "data");
        host.Cache.Put(Cluster.JobOf(claim, "backup-monitoring-grafana"));

        var answer = await host.ValidateAsync(ReviewBody.Delete(OptedIn));

        Assert.True(answer.Allowed);
        Assert.Equal(["job backup-monitoring-grafana will be deleted with this PVC; the backups it made stay", "its last backup can't be read now"], answer.Warnings);
    }

    [Fact]
    public async Task Deleting_a_PVC_without_its_own_job_gives_no_warning()
    {
        await using var host = await AdmissionHost.StartAsync();
        host.Cache.Put(Cluster.JobOf(Cluster.Claim("monitoring", "other"), "backup-monitoring-grafana"));

        Assert.Empty((await host.ValidateAsync(ReviewBody.Delete(OptedIn))).Warnings);
        Assert.Empty((await host.ValidateAsync(ReviewBody.Delete())).Warnings);
        Assert.True((await host.ValidateAsync(new ReviewBody { Operation = "DELETE" })).Allowed);
    }

    private static async Task Warns(ReviewBody review, string warning)
    {
        await using var host = await AdmissionHost.StartAsync();

        var answer = await host.ValidateAsync(review);

        Assert.True(answer.Allowed, answer.Message);
        Assert.Equal([warning], answer.Warnings);
        Assert.All(answer.Warnings, line => Assert.True(line.Length < 120, $"{line.Length} characters"));
    }
}
