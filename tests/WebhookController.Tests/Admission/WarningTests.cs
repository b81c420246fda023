namespace WebhookController.Tests.Admission;

public sealed class WarningTests
{
    private static readonly string[] OptedIn = ["enabled=true", "name=grafana"];

    [Fact]
    public async Task A_PVC_without_labels_is_admitted_with_a_warning() =>
        await Warns(ReviewBody.Create(), "monitoring/data: not backed up: label it backup.vluwte.nl/enabled=true, or =false");

    [Fact]
    public async Task A_PVC_in_a_namespace_that_was_not_seen_yet_is_not_called_unprotected() =>
        await Warns(ReviewBody.CreateOf("new", "data"), "new/data: whether it is backed up isn't known yet: its Namespace or StorageClass wasn't read");

    [Fact]
    public async Task Opting_out_names_the_job_that_is_deleted()
    {
        await using var host = await AdmissionHost.StartAsync();
        host.Cache.Put(Cluster.JobOf(Cluster.Claim("monitoring", "data"), "backup-monitoring-grafana"));

        var answer = await host.ValidateAsync(ReviewBody.Update(OptedIn, "enabled=false", "name=grafana"));

        Assert.Equal(["monitoring/data: job backup-monitoring-grafana goes once Longhorn can be read"], answer.Warnings);
    }

    [Fact]
    public async Task Renaming_names_the_new_job() =>
        await Warns(ReviewBody.Update(OptedIn, "enabled=true", "name=loki"),
            "monitoring/data: its job is backup-monitoring-loki from now on");

    [Fact]
    public async Task A_date_in_the_past_is_warned_of() =>
        await Warns(ReviewBody.Update(["enabled=true", "name=x"], "enabled=true", "name=x", "archive=true", "archive-delete-after=2026-11-21"),
            "monitoring/data: archive-delete-after=2026-11-21 is in the past: the archive expires at once");

    [Fact]
    public async Task Labels_on_a_PVC_on_other_storage_are_warned_of_and_never_denied() =>
        await Warns(ReviewBody.Create("enabled=perhaps").On("nfs"), "monitoring/data: not on Longhorn: its backup labels have no effect");

    [Fact]
    public async Task Deleting_a_PVC_names_the_job_that_will_be_deleted()
    {
        await using var host = await AdmissionHost.StartAsync();
        var claim = Cluster.Claim("monitoring", "data");
        host.Cache.Put(Cluster.JobOf(claim, "backup-monitoring-grafana"));

        var answer = await host.ValidateAsync(ReviewBody.Delete(OptedIn));

        Assert.True(answer.Allowed);
        Assert.Equal(["monitoring/data: job backup-monitoring-grafana goes once Longhorn can be read", "monitoring/data: its last backup can't be read now"], answer.Warnings);
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
