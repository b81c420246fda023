using System.Text.Json.Nodes;
using RealServer;
using WebhookController.Tests.Alerts.Support;

namespace WebhookController.Tests.Integration.Support.Alerting;

/// Prometheus, which scrapes a controller and follows our rules; Alertmanager, with our example of routing; and the receiver of the message.
internal sealed class AlertChain : IAsyncDisposable
{
    // What is waited for comes within half a minute on a machine with nothing else to do.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly HttpClient _http = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("alerts-");
    private readonly List<ServerProcess> _servers = [];
    private readonly AlertReceiver _receiver;
    private readonly Uri _prometheus = FreeAddress();
    private readonly Uri _alertmanager = FreeAddress();

    private AlertChain(AlertReceiver receiver) => _receiver = receiver;

    public IReadOnlyList<Notice> Notices => _receiver.Notices;

    /// Shows the test as skipped where the programs are missing.
    public static void SkipUnlessInstalled() => InstalledProgram.SkipUnlessInstalled(InstalledProgram.Prometheus, InstalledProgram.Alertmanager);

    public static async Task<AlertChain> StartAsync(Uri controller)
    {
        var chain = new AlertChain(await AlertReceiver.StartAsync());
        try
        {
            await chain.StartAlertmanagerAsync();
            await chain.StartPrometheusAsync(controller);
            return chain;
        }
        catch
        {
            await chain.DisposeAsync();
            throw;
        }
    }

    /// Waits until this has been sent, once or more often.
    public Task SentAsync(Notice notice) => Eventually.HoldsAsync(
        $"{notice}; sent: {string.Join(", ", Notices)}", () => Task.FromResult(Notices.Contains(notice)), Patience);

    /// Waits until Alertmanager knows of no alert any more, sent, muted or waiting.
    public Task QuietAsync() => Eventually.HoldsAsync("there are no alerts", async () =>
        JsonNode.Parse(await GetAsync(_alertmanager, "api/v2/alerts"))!.AsArray().Count == 0
        && JsonNode.Parse(await GetAsync(_prometheus, "api/v1/alerts"))!["data"]!["alerts"]!.AsArray().Count == 0, Patience);

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers) await server.DisposeAsync();
        await _receiver.DisposeAsync();
        _http.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task StartAlertmanagerAsync()
    {
        var config = await WriteAsync("alertmanager.yaml", HastenedExamples.Alertmanager(_receiver.Address));
        await StartAsync(InstalledProgram.Alertmanager, _alertmanager,
        [
            $"--config.file={config}", $"--storage.path={In("alertmanager")}", $"--web.listen-address={_alertmanager.Authority}",
            // Alone: it opens no other port.
            "--cluster.listen-address=", "--log.level=warn",
        ]);
    }

    private async Task StartPrometheusAsync(Uri controller)
    {
        var rules = await WriteAsync("rules.yaml", HastenedExamples.Rules());
        var config = await WriteAsync("prometheus.yaml", HastenedExamples.Prometheus(rules, _alertmanager, controller));
        await StartAsync(InstalledProgram.Prometheus, _prometheus,
        [
            $"--config.file={config}", $"--storage.tsdb.path={In("prometheus")}", $"--web.listen-address={_prometheus.Authority}", "--log.level=warn",
        ]);
    }

    private async Task StartAsync(InstalledProgram program, Uri address, IEnumerable<string> arguments)
    {
        var server = ServerProcess.Start(program.Name, arguments);
        _servers.Add(server);
        await Eventually.HoldsAsync($"{program.Name} is ready", async () =>
        {
            server.ThrowIfExited();
            try
            {
                return (await GetAsync(address, "-/ready")).Length > 0;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        }, Patience);
    }

    private Task<string> GetAsync(Uri server, string path) => _http.GetStringAsync(new Uri(server, path), TestContext.Current.CancellationToken);

    private async Task<string> WriteAsync(string file, string text)
    {
        await File.WriteAllTextAsync(In(file), text, TestContext.Current.CancellationToken);
        return In(file);
    }

    private string In(string name) => Path.Combine(_folder.FullName, name);

    private static Uri FreeAddress() => new($"http://127.0.0.1:{ServerProcess.FreePort()}");
}
