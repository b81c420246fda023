using RealServer;
using Sandbox;

namespace WebhookController.Tests.Integration.Support.RealServer;

/// An etcd and a kube-apiserver of one test's own. There is no controller-manager: the Longhorn stand-in does what tests need of it.
internal sealed class RealCluster : TestCluster
{
    // Each takes some 300 MB, and both cores of a small machine while it starts.
    private static readonly SemaphoreSlim Slots = new(2);

    private readonly ControlPlane _servers;
    private readonly AuditLog _audit;
    private readonly ControllerUser _controller;

    private RealCluster(ControlPlane servers, AuditLog audit, ControllerUser controller) => (_servers, _audit, _controller) = (servers, audit, controller);

    public override string Kubeconfig => _servers.KubeconfigOf(_servers.Certificates.Administrator);

    public override string ControllerKubeconfig => _servers.KubeconfigOf(_servers.Certificates.Controller);

    public override IReadOnlyList<RequestRecord> Requests => _audit.Read();

    public static async Task<TestCluster> StartAsync(string assets, SandboxOptions options, bool ownCrds, ControllerUser controller)
    {
        await Slots.WaitAsync(TestContext.Current.CancellationToken);
        RealCluster? cluster = null;
        try
        {
            AuditLog? audit = null;
            var servers = await ControlPlane.StartAsync(
                assets, ControllerUser.Name, TestContext.Current.CancellationToken, folder => (audit = new AuditLog(folder)).Prepare());
            cluster = new RealCluster(servers, audit!, controller);
            if (options.LonghornInstalled) await cluster.InstallLonghornAsync(ownCrds);
            return cluster;
        }
        catch
        {
            if (cluster is null) Slots.Release();
            else await cluster.DisposeAsync();
            throw;
        }
    }

    public override void ForgetRequests() => _audit.Forget();

    public override Task InstallLonghornAsync() => InstallLonghornAsync(ownCrds: false);

    public override async Task GrantAsync()
    {
        using var client = CreateClient("fixture");
        var rbac = new ControllerRbac(_controller);
        var granted = await rbac.GrantAsync(new Api(client));
        // The API server learns of new roles by watching them itself.
        using var controller = _servers.CreateClient("fixture", _servers.Certificates.Controller);
        await Eventually.HoldsAsync("the controller's roles are in force", () => rbac.IsInForceAsync(controller, granted));
    }

    public override HttpClient CreateClient(string userAgent) => _servers.CreateClient(userAgent, _servers.Certificates.Administrator);

    public override async ValueTask DisposeAsync()
    {
        try
        {
            await _servers.DisposeAsync();
        }
        finally
        {
            Slots.Release();
        }
    }

    private async Task InstallLonghornAsync(bool ownCrds)
    {
        using var client = CreateClient("fixture");
        await LonghornCrds.InstallAsync(client, ownCrds ? OwnCrds.All : LonghornCrds.Find() ?? OwnCrds.All, TestContext.Current.CancellationToken);
    }
}
