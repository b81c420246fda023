using System.Net;
using Sandbox;

namespace WebhookController.Tests.Integration.Support.RealServer;

/// An etcd and a kube-apiserver of one test's own. There is no controller-manager: the Longhorn stand-in does what tests need of it.
internal sealed class RealCluster : TestCluster
{
    private const int Attempts = 3;

    // Each takes some 300 MB, and both cores of a small machine while it starts.
    private static readonly SemaphoreSlim Slots = new(2);

    private readonly string _folder = Directory.CreateTempSubdirectory("cluster-").FullName;
    private readonly ApiServerCertificates _certificates = new();
    private readonly Stack<ServerProcess> _processes = [];
    private readonly AuditLog _audit;
    private Uri _address = new("https://127.0.0.1");

    private RealCluster() => _audit = new AuditLog(_folder);

    public override string Kubeconfig => global::Sandbox.Kubeconfig.For(_address, _certificates.Authority, _certificates.Administrator);

    public override string ControllerKubeconfig => global::Sandbox.Kubeconfig.For(_address, _certificates.Authority, _certificates.Controller);

    public override IReadOnlyList<RequestRecord> Requests => _audit.Read();

    public static async Task<TestCluster> StartAsync(string assets, SandboxOptions options, bool ownCrds)
    {
        await Slots.WaitAsync(TestContext.Current.CancellationToken);
        var cluster = new RealCluster();
        try
        {
            await cluster.StartServersAsync(assets);
            if (options.LonghornInstalled) await cluster.InstallLonghornAsync(ownCrds);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    public override void ForgetRequests() => _audit.Forget();

    public override Task InstallLonghornAsync() => InstallLonghornAsync(ownCrds: false);

    public override async Task GrantAsync()
    {
        using var client = CreateClient("fixture");
        await ControllerRbac.GrantAsync(new Api(client));
    }

    public override HttpClient CreateClient(string userAgent)
    {
        var handler = Trust.Handler(_certificates.Authority);
        handler.SslOptions.ClientCertificates = [_certificates.Administrator];
        var client = new HttpClient(handler) { BaseAddress = _address, Timeout = TimeSpan.FromMinutes(10) };
        client.DefaultRequestHeaders.UserAgent.ParseAdd(userAgent);
        return client;
    }

    public override async ValueTask DisposeAsync()
    {
        try
        {
            await StopServersAsync();
            _certificates.Dispose();
            Directory.Delete(_folder, recursive: true);
        }
        finally
        {
            Slots.Release();
        }
    }

    // A port that was free a moment ago may be taken by the time its server listens.
    private async Task StartServersAsync(string assets)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var etcd = EtcdServer.Start(assets, Path.Combine(_folder, $"etcd-{attempt}"));
                _processes.Push(etcd.Process);
                var server = ApiServer.Start(assets, _folder, etcd.Address, _certificates);
                _processes.Push(server.Process);
                _address = server.Address;
                await ReadyAsync();
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
    private async Task ReadyAsync()
    {
        using var client = CreateClient("fixture");
        foreach (var path in (string[])["readyz", "api/v1/namespaces/default", "api/v1/namespaces/kube-system"])
            await Eventually.HoldsAsync($"{_address}{path} answers", () => AnswersAsync(client, path), TimeSpan.FromMinutes(2));
    }

    private async Task<bool> AnswersAsync(HttpClient client, string path)
    {
        foreach (var process in _processes) process.ThrowIfExited();
        try
        {
            using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async Task InstallLonghornAsync(bool ownCrds)
    {
        using var client = CreateClient("fixture");
        await LonghornCrds.InstallAsync(new Api(client), ownCrds ? OwnCrds.All : LonghornCrds.Find() ?? OwnCrds.All);
    }
}
