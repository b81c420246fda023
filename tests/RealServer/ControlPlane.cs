using System.Net;
using System.Security.Cryptography.X509Certificates;
using Sandbox;

namespace RealServer;

/// An etcd and a kube-apiserver of one's own, each in a process of its own. There is no controller-manager.
internal sealed class ControlPlane : IAsyncDisposable
{
    private const int Attempts = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly string _folder = Directory.CreateTempSubdirectory("cluster-").FullName;
    private readonly Stack<ServerProcess> _processes = [];

    private ControlPlane(string controller) => Certificates = new ApiServerCertificates(controller);

    /// The folder of the programs etcd and kube-apiserver, by the convention of envtest; null where none is named.
    public static string? Assets { get; } =
        Environment.GetEnvironmentVariable("KUBEBUILDER_ASSETS") is { Length: > 0 } folder ? folder : null;

    public Uri Address { get; private set; } = new("https://127.0.0.1");

    public ApiServerCertificates Certificates { get; }

    /// The controller is the user of this name. More options of kube-apiserver may need files, in the folder that they are given.
    public static async Task<ControlPlane> StartAsync(
        string assets, string controller, CancellationToken ct, Func<string, IEnumerable<string>>? options = null)
    {
        var cluster = new ControlPlane(controller);
        try
        {
            await cluster.StartServersAsync(assets, [.. options?.Invoke(cluster._folder) ?? []], ct);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    public string KubeconfigOf(X509Certificate2 user) => Kubeconfig.For(Address, Certificates.Authority, user);

    public HttpClient CreateClient(string userAgent, X509Certificate2 user)
    {
        var handler = Trust.Handler(Certificates.Authority);
        handler.SslOptions.ClientCertificates = [user];
        var client = new HttpClient(handler) { BaseAddress = Address, Timeout = TimeSpan.FromMinutes(10) };
        client.DefaultRequestHeaders.UserAgent.ParseAdd(userAgent);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await StopServersAsync();
        Certificates.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    // A port that was free a moment ago may be taken by the time its server listens.
    private async Task StartServersAsync(string assets, IReadOnlyList<string> options, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var etcd = EtcdServer.Start(assets, Path.Combine(_folder, $"etcd-{attempt}"));
                _processes.Push(etcd.Process);
                var server = ApiServer.Start(assets, _folder, etcd.Address, Certificates, options);
                _processes.Push(server.Process);
                Address = server.Address;
                await ReadyAsync(ct);
                return;
            }
            catch (IOException) when (attempt < Attempts)
            {
                await StopServersAsync();
            }
        }
    }

    private async Task StopServersAsync()
    {
        while (_processes.TryPop(out var process)) await process.DisposeAsync();
    }

    // The namespaces are made by the API server itself, a little after it has become ready.
    private async Task ReadyAsync(CancellationToken ct)
    {
        using var client = CreateClient("fixture", Certificates.Administrator);
        foreach (var path in (string[])["readyz", "api/v1/namespaces/default", "api/v1/namespaces/kube-system"])
            await Waiting.UntilAsync($"{Address}{path} answers", () => AnswersAsync(client, path, ct), Patience, ct);
    }

    private async Task<bool> AnswersAsync(HttpClient client, string path, CancellationToken ct)
    {
        foreach (var process in _processes) process.ThrowIfExited();
        try
        {
            using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), ct);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
