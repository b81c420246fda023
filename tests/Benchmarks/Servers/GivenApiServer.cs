using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Benchmarks.Clients;
using Benchmarks.Cluster;
using RealServer;

namespace Benchmarks.Servers;

/// One API server that somebody else runs, for one measurement after the other. It must be there for nothing else: it is emptied before each, and at the end.
internal sealed class GivenApiServers(string kubeconfig) : IApiServers
{
    public bool AreFilledByRequests => true;

    public async Task<string> DescribeAsync(CancellationToken ct)
    {
        using var client = (await KubeconfigClients.ReadAsync(kubeconfig, ct)).Create("benchmark");
        var version = await client.GetFromJsonAsync<JsonObject>(new Uri("version", UriKind.Relative), ct);
        return $"the one that BENCH_KUBECONFIG names, which says that it is {version!["gitVersion"]}";
    }

    public async Task<ApiServer> StartAsync(ClusterSize size, CancellationToken ct)
    {
        var clients = await KubeconfigClients.ReadAsync(kubeconfig, ct);
        var server = new GivenApiServer(clients, await File.ReadAllTextAsync(kubeconfig, ct));
        if (!await ServedKinds.HasLonghornAsync(server.Client, ct)) await LonghornCrds.InstallAsync(server.Client, LonghornCrds.Find() ?? OwnCrds.All, ct);
        await Emptying.RunAsync(server.Client, ct);
        try
        {
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

internal sealed class GivenApiServer(KubeconfigClients clients, string kubeconfig) : ApiServer(clients.Create("benchmark"))
{
    public override string Kubeconfig => kubeconfig;

    public override HttpClient CreateClient(string userAgent) => clients.Create(userAgent);

    public override async ValueTask DisposeAsync()
    {
        // However the run ends.
        await Emptying.RunAsync(Client, CancellationToken.None);
        await base.DisposeAsync();
    }
}
