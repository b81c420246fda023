using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Sandbox.Longhorn;
using Sandbox.Store;

namespace Sandbox.Commands;

// The Sandbox, the Longhorn stand-in, and the controller as admission webhook.
internal sealed class TrialRun : IAsyncDisposable
{
    public const string ControllerAgent = "longhorn-backup-controller";

    // A busy machine may need more than the three seconds of the chart.
    private const int WebhookTimeoutSeconds = 10;

    private readonly HttpClient _http;
    private readonly HttpClient _longhornHttp;
    private readonly X509Certificate2 _certificate;
    private readonly PortSlot _ports = PortSlot.Take();
    private int _writesBefore;

    private TrialRun(SandboxServer server)
    {
        Server = server;
        _http = server.CreateClient("sandbox-user");
        _longhornHttp = server.CreateClient(LonghornStandIn.UserAgent);
        _certificate = DevelopmentCertificates.Issue(server.CertificateAuthority, ["localhost", "127.0.0.1"]);
        Api = new ClusterApi(_http);
        Folder = Directory.CreateTempSubdirectory("longhorn-sandbox-");
        Kubeconfig = Path.Combine(Folder.FullName, "kubeconfig");
    }

    public SandboxServer Server { get; }

    public LonghornStandIn Longhorn { get; private set; } = null!;

    public ControllerProcess? Controller { get; private set; }

    public ClusterApi Api { get; }

    public IRequestSender User { get; private set; } = null!;

    public DirectoryInfo Folder { get; }

    public string Kubeconfig { get; }

    // To find out what went wrong.
    public bool KeepFolder { get; set; }

    public static async Task<TrialRun> StartAsync(string controller, int port, bool kubectl, Terminal terminal, CancellationToken ct)
    {
        if (!File.Exists(controller)) throw new TrialException($"{controller} doesn't exist: build it, or name it with --controller");
        var trial = new TrialRun(await SandboxServer.StartAsync(new SandboxOptions { Port = port }, ct));
        try
        {
            await trial.SetUpAsync(controller, kubectl, ct);
            return trial;
        }
        catch (Exception error)
        {
            if (error is not OperationCanceledException) trial.ShowLog(terminal);
            await trial.DisposeAsync();
            throw;
        }
    }

    // With Fail no request bypasses the controller; Ignore is the chart's default.
    public Task RegisterWebhookAsync(string failurePolicy, CancellationToken ct) => WebhookRegistration.RegisterAsync(
        _http, Controller!.Webhook, DevelopmentCertificates.Bundle(Server.CertificateAuthority), failurePolicy, WebhookTimeoutSeconds, ct);

    public Task CreateClaimAsync(string name, params string[] labels) =>
        Api.CreateAsync(Collection.Claims.In(Claims.Namespace), Claims.New(name, labels), CancellationToken.None);

    public Task<JsonObject?> ClaimAsync(string name, CancellationToken ct) => Api.FindAsync(Claims.PathOf(name), ct);

    // Null until the PVC is bound.
    public async Task<JsonObject?> VolumeAsync(string claim, CancellationToken ct)
    {
        var bound = await ClaimAsync(claim, ct);
        var name = (string?)bound?["spec"]?["volumeName"];
        return name is null ? null : await Api.FindAsync(Collection.Volumes.At(new ObjectName(Claims.LonghornNamespace, name)), ct);
    }

    // The controller's writes, without Events and its Lease.
    public IReadOnlyList<RequestRecord> Writes() =>
        [.. Server.Requests.Writes(ControllerAgent).Where(write => write.Resource is not ("events" or "leases"))];

    public IReadOnlyList<RequestRecord> WritesSinceStart() => [.. Writes().Skip(_writesBefore)];

    public Task RestartAsync(CancellationToken ct)
    {
        _writesBefore = Writes().Count;
        return Controller!.StartAsync(ct);
    }

    public void ShowLog(Terminal terminal)
    {
        if (Controller is null) return;
        terminal.Line("The end of the controller's log:");
        foreach (var line in Controller.LogTail(30)) terminal.Faint($"    {line}");
    }

    public async ValueTask DisposeAsync()
    {
        if (Controller is not null) await Controller.DisposeAsync();
        if (Longhorn is not null) await Longhorn.DisposeAsync();
        await Server.DisposeAsync();
        _longhornHttp.Dispose();
        _http.Dispose();
        _certificate.Dispose();
        _ports.Dispose();
        if (!KeepFolder) Folder.Delete(recursive: true);
    }

    private async Task SetUpAsync(string controller, bool kubectl, CancellationToken ct)
    {
        await File.WriteAllTextAsync(Kubeconfig, Server.Kubeconfig, ct);
        Longhorn = await LonghornStandIn.StartAsync(_longhornHttp, ct: ct);
        var home = Folder.CreateSubdirectory("home").FullName;
        User = (kubectl ? await KubectlSender.FindAsync(Kubeconfig, home, ct) : null) ?? (IRequestSender)new HttpSender(_http);

        foreach (var name in (string[])[Claims.Namespace, Claims.ControllerNamespace])
            await Api.CreateAsync(Collection.Namespaces.Path, new JsonObject { ["metadata"] = new JsonObject { ["name"] = name } }, ct);
        await Api.CreateAsync($"api/v1/namespaces/{Claims.ControllerNamespace}/configmaps", new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = Claims.Defaults },
            ["data"] = new JsonObject
            {
                ["retain"] = "8", ["interval"] = "4", ["start"] = "0030", ["full-backup-interval"] = "4", ["concurrency"] = "1",
            },
        }, ct);
        DevelopmentCertificates.Write(_certificate, Path.Combine(Folder.FullName, "certs"));
        Controller = ControllerProcess.In(Folder, controller, Kubeconfig, _ports);
        await Controller.StartAsync(ct);
        await RegisterWebhookAsync("Fail", ct);
    }
}
