using System.Net;
using System.Text.Json.Nodes;
using Benchmarks.Clients;
using Benchmarks.Cluster;
using Benchmarks.Report;
using RealServer;

namespace Benchmarks.Servers;

/// An etcd and a kube-apiserver for each measurement, from a folder that has the programs.
internal sealed class RealApiServers(string assets) : IApiServers
{
    public bool AreFilledByRequests => true;

    public Task<string> DescribeAsync(CancellationToken ct) => Task.FromResult(
        $"kube-apiserver ({Programs.FirstLine(Path.Combine(assets, "kube-apiserver"), "--version")}) and etcd ({Programs.FirstLine(Path.Combine(assets, "etcd"), "--version")}), "
        + $"each in a process of its own, with {(LonghornCrds.Find() is null ? "stand-ins for " : "")}Longhorn's CustomResourceDefinitions");

    public async Task<ApiServer> StartAsync(ClusterSize size, CancellationToken ct)
    {
        var server = new RealApiServer(await ControlPlane.StartAsync(assets, RealApiServer.User, ct));
        try
        {
            await LonghornCrds.InstallAsync(server.Client, LonghornCrds.Find() ?? OwnCrds.All, ct);
            await server.GrantAsync(ct);
            await Filling.RunAsync(server.Client, size, ct);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }
}

internal sealed class RealApiServer(ControlPlane servers) : ApiServer(CreateClient(servers, "benchmark", administrator: true))
{
    // A service account as in a cluster: what it may do is looked up, and its requests wait their turn. An administrator's don't.
    public const string User = $"system:serviceaccount:{Names.Controller}:longhorn-backup-controller";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public override string Kubeconfig => servers.KubeconfigOf(servers.Certificates.Controller);

    public override HttpClient CreateClient(string userAgent) => CreateClient(servers, userAgent, administrator: false);

    /// Lets the controller do everything, and waits until the API server has heard of it.
    public async Task GrantAsync(CancellationToken ct)
    {
        var binding = new JsonObject
        {
            ["apiVersion"] = "rbac.authorization.k8s.io/v1", ["kind"] = "ClusterRoleBinding", ["metadata"] = new JsonObject { ["name"] = "benchmark" },
            ["roleRef"] = new JsonObject { ["apiGroup"] = "rbac.authorization.k8s.io", ["kind"] = "ClusterRole", ["name"] = "cluster-admin" },
            ["subjects"] = new JsonArray(new JsonObject { ["apiGroup"] = "rbac.authorization.k8s.io", ["kind"] = "User", ["name"] = User }),
        };
        await Client.CreateAsync("apis/rbac.authorization.k8s.io/v1/clusterrolebindings", binding, ct);
        using var controller = CreateClient("benchmark");
        await Waiting.UntilAsync("the controller may list PVCs", async () =>
        {
            using var answer = await controller.GetAsync(new Uri($"{Paths.Claims}?limit=1", UriKind.Relative), ct);
            return answer.IsSuccessStatusCode;
        }, Patience, ct);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await servers.DisposeAsync();
    }

    private static HttpClient CreateClient(ControlPlane servers, string userAgent, bool administrator)
    {
        var client = servers.CreateClient(userAgent, administrator ? servers.Certificates.Administrator : servers.Certificates.Controller);
        client.DefaultRequestVersion = HttpVersion.Version20;
        return client;
    }
}
