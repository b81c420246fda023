using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Benchmarks.Cluster;
using Sandbox;

namespace Benchmarks.Servers;

internal sealed class SandboxApiServers : IApiServers
{
    public bool AreFilledByRequests => false;

    public Task<string> DescribeAsync(CancellationToken ct) => Task.FromResult("the Sandbox, in a process of its own");

    public async Task<ApiServer> StartAsync(ClusterSize size, CancellationToken ct) => await SandboxApiServer.StartAsync(size, ct);
}

/// The Sandbox in a process of its own. It is filled, and its PVCs are opted in, within that process, as nothing outside could: what a client needs
/// for that is not what is measured.
internal sealed class SandboxApiServer : ApiServer
{
    private readonly ChildProcess _process;
    private readonly X509Certificate2 _authority;
    private readonly ApiServerAddress _address;

    private SandboxApiServer(ChildProcess process, ApiServerAddress address, X509Certificate2 authority)
        : base(CreateClient(address, authority, "benchmark")) => (_process, _address, _authority) = (process, address, authority);

    public override string Kubeconfig => _address.Kubeconfig;

    public override bool OptsInAtOnce => true;

    public static async Task<SandboxApiServer> StartAsync(ClusterSize size, CancellationToken ct)
    {
        var process = ChildProcess.Start(ApiServerCommand.Verb, JsonSerializer.Serialize(size));
        try
        {
            var address = await process.ReadAsync<ApiServerAddress>(ct);
            return new SandboxApiServer(process, address, X509Certificate2.CreateFromPem(address.AuthorityPem));
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    public override HttpClient CreateClient(string userAgent) => CreateClient(_address, _authority, userAgent);

    public override Task OptInAllAsync(int claims, CancellationToken ct) => _process.AskAsync<bool>(ApiServerCommand.OptIn, ct);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _authority.Dispose();
        await _process.DisposeAsync();
    }

    private static HttpClient CreateClient(ApiServerAddress address, X509Certificate2 authority, string userAgent)
    {
        var client = Trust.Client(address.Address, authority, ApiServerCommand.Token, userAgent);
        client.DefaultRequestVersion = HttpVersion.Version20;
        return client;
    }
}
