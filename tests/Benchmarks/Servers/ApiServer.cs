using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Benchmarks.Cluster;
using Sandbox;

namespace Benchmarks.Servers;

/// The API server of a measurement, seen from outside.
internal sealed class ApiServer : IAsyncDisposable
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    private readonly ChildProcess _process;
    private readonly X509Certificate2 _authority;
    private readonly ApiServerAddress _address;

    private ApiServer(ChildProcess process, ApiServerAddress address)
    {
        (_process, _address) = (process, address);
        _authority = X509Certificate2.CreateFromPem(address.AuthorityPem);
        Client = CreateClient("benchmark");
    }

    public HttpClient Client { get; }

    public string Kubeconfig => _address.Kubeconfig;

    public static async Task<ApiServer> StartAsync(ClusterSize size, CancellationToken ct)
    {
        var process = ChildProcess.Start(ApiServerCommand.Verb, JsonSerializer.Serialize(size));
        try
        {
            return new ApiServer(process, await process.ReadAsync<ApiServerAddress>(ct));
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// Speaks HTTP/2, as the controller does.
    public HttpClient CreateClient(string userAgent)
    {
        var client = Trust.Client(_address.Address, _authority, ApiServerCommand.Token, userAgent);
        client.DefaultRequestVersion = HttpVersion.Version20;
        return client;
    }

    public Task<WriteCount> WritesAsync(string userAgent, CancellationToken ct) => _process.AskAsync<WriteCount>($"writes {userAgent}", ct);

    public Task ForgetWritesAsync(CancellationToken ct) => _process.AskAsync<bool>("forget", ct);

    /// Waits until so many watches of a client are open: it has listed what they are of by then.
    public async Task WatchedAsync(string userAgent, int watches, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(BetweenLooks);
        while (await _process.AskAsync<int>($"watches {userAgent}", ct) < watches) await timer.WaitForNextTickAsync(ct);
    }

    public Task OptInAllAsync(CancellationToken ct) => _process.AskAsync<bool>("opt-in", ct);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _authority.Dispose();
        await _process.DisposeAsync();
    }
}
