using WebhookController.Tests.Integration.Support;

namespace WebhookController.Tests.Integration;

/// The rules of the lifecycle, one by one, over real HTTPS: what a user does and what then is in the cluster.
public sealed class LifecycleTests
{
    [Fact]
    public Task A_labelled_pvc_gets_a_job_and_its_volume_carries_it() => Scenario.RunAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("mon", "grafana", ("enabled", "true"), ("name", "grafana"));

        var job = await scenario.JobAsync("backup-mon-grafana");
        await scenario.VolumeCarriesAsync("mon", "grafana", "backup-mon-grafana");

        Assert.Equal("30 0/4 * * ?", job["spec"]!["cron"]!.GetValue<string>());
        Assert.Equal(8, job["spec"]!["retain"]!.GetValue<int>());
        Assert.Equal("true", job["metadata"]!["labels"]!["backup.vluwte.nl/managed"]!.GetValue<string>());
        await scenario.SeriesAppearsAsync("""backup_pvc_managed{job="backup-mon-grafana",namespace="mon",pvc="grafana"}""");
    });

    [Fact]
    public Task One_new_labelled_and_bound_pvc_costs_exactly_two_writes_and_no_reads() => Scenario.RunAsync(async scenario =>
    {
        Scenario.NeedsSandbox();
        await scenario.CreateClaimAsync("mon", "grafana");
        await scenario.VolumeOfAsync("mon", "grafana");
        await scenario.Controller.IdleAsync();
        scenario.Faulty.Requests.Clear();

        await scenario.LabelClaimAsync("mon", "grafana", ("enabled", "true"), ("name", "grafana"));
        await scenario.VolumeCarriesAsync("mon", "grafana", "backup-mon-grafana");
        await scenario.Controller.IdleAsync();

        var requests = scenario.Faulty.Requests.All.Where(request => request.UserAgent.StartsWith(Controller.UserAgent, StringComparison.Ordinal));
        Assert.Equal(["create recurringjobs", "patch volumes"], requests.Select(request => $"{request.Verb} {request.Resource}"));
    });
}
