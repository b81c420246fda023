using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using Benchmarks.Cluster;
using Sandbox;
using Sandbox.Commands;

namespace Benchmarks.Servers;

/// The published controller in a process of its own.
internal sealed class Controller : IAsyncDisposable
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("benchmark-");
    private readonly PortSlot _ports = PortSlot.Take();
    private readonly X509Certificate2 _authority = DevelopmentCertificates.CreateAuthority();
    private readonly X509Certificate2 _certificate;
    private readonly ControllerProcess _process;

    private Controller(ApiServer api, Settings settings, bool elects)
    {
        _certificate = DevelopmentCertificates.Issue(_authority, ["localhost", "127.0.0.1"]);
        DevelopmentCertificates.Write(_certificate, CertificateFolder);
        var kubeconfig = Path.Combine(_folder.FullName, "kubeconfig");
        File.WriteAllText(kubeconfig, api.Kubeconfig);
        _process = new ControllerProcess(
            Path.GetFullPath(settings.Controller),
            [
                "--Kubernetes:Kubeconfig", kubeconfig, "--Kubernetes:Namespace", Names.Controller,
                "--Webhook:Port", $"{_ports.Webhook}", "--Webhook:CertificateDirectory", CertificateFolder,
                "--Metrics:Port", $"{_ports.Metrics}", "--LeaderElection:Enabled", elects ? "true" : "false",
            ],
            _ports, Path.Combine(_folder.FullName, "controller.log"));
    }

    public Uri Webhook => _process.Webhook;

    public Uri Metrics => _process.Metrics;

    public string CertificateFolder => Path.Combine(_folder.FullName, "certs");

    public TimeSpan ProcessorTime => _process.ProcessorTime;

    public double ResidentMegabytes => Megabytes("VmRSS:");

    public double PeakMegabytes => Megabytes("VmHWM:");

    /// Leads from the start.
    public static Task<Controller> LeaderAsync(ApiServer api, Settings settings, CancellationToken ct) => StartAsync(new Controller(api, settings, elects: false), ct);

    /// Waits while somebody else holds the Lease.
    public static Task<Controller> FollowerAsync(ApiServer api, Settings settings, CancellationToken ct) => StartAsync(new Controller(api, settings, elects: true), ct);

    /// What it has written since it was started, by its own count.
    public async Task<WriteCount> WritesAsync(CancellationToken ct) => WriteCount.Of(await _process.ScrapeAsync("backup_", ct));

    /// Waits until it watches so many kinds: it has listed them by then.
    public async Task WatchingAsync(int kinds, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(BetweenLooks);
        while (ApiRequest.In(await _process.ScrapeAsync(ApiRequest.Series, ct)).Where(request => request is { Verb: "watch", Code: 200 }).Sum(request => request.Count) < kinds)
            await timer.WaitForNextTickAsync(ct);
    }

    public HttpClient CreateClient() => Trust.Client(Webhook, _authority, token: null, "kube-apiserver-admission");

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _ports.Dispose();
        _certificate.Dispose();
        _authority.Dispose();
        _folder.Delete(recursive: true);
    }

    private static async Task<Controller> StartAsync(Controller controller, CancellationToken ct)
    {
        try
        {
            await controller._process.StartAsync(ct);
            return controller;
        }
        catch
        {
            await controller.DisposeAsync();
            throw;
        }
    }

    private double Megabytes(string field)
    {
        var line = File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith(field, StringComparison.Ordinal));
        var kilobytes = line[field.Length..].Replace("kB", "", StringComparison.Ordinal).Trim();
        return double.Parse(kilobytes, CultureInfo.InvariantCulture) / 1024;
    }
}
