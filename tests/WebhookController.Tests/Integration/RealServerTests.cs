using WebhookController.Tests.Integration.Support;

namespace WebhookController.Tests.Integration;

/// The fixture itself, where it has a choice.
public sealed class RealServerTests
{
    [Fact]
    public Task Definitions_of_our_own_do_where_longhorns_are_not_at_hand()
    {
        Assert.SkipWhen(TestCluster.Assets is null, "KUBEBUILDER_ASSETS names no folder with etcd and kube-apiserver");
        return Scenario.RunAsync(async scenario =>
        {
            await scenario.CreateClaimAsync("mon", "grafana", ("enabled", "true"), ("name", "grafana"));
            await scenario.VolumeCarriesAsync("mon", "grafana", "backup-mon-grafana");

            var backups = await scenario.Longhorn.RunJobAsync("backup-mon-grafana", TestContext.Current.CancellationToken);

            Assert.Single(backups);
        }, new ScenarioOptions { OwnCrds = true });
    }
}
