using System.Text.Json.Nodes;
using Sandbox;
using Sandbox.Commands;
using WebhookController.Tests.Integration.Support;

namespace WebhookController.Tests.Replicas;

// Controllers in their own processes behind a Service, an API server that calls them, the Longhorn stand-in, and a user.
internal sealed class Deployment : IAsyncDisposable
{
    private const string LeasePath = "apis/coordination.k8s.io/v1/namespaces/backup-controller/leases/longhorn-backup-controller";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("replicas-");
    private readonly List<PortSlot> _ports = [];
    private readonly Service _service;

    private Deployment(SandboxServer server, Service service)
    {
        (Server, _service) = (server, service);
        Api = new Api(server.CreateClient("user"));
    }

    public SandboxServer Server { get; }

    public Api Api { get; }

    public LonghornStandIn Longhorn { get; private set; } = null!;

    public IReadOnlyList<ControllerProcess> Replicas { get; private set; } = [];

    public int Ready => _service.Ready;

    public static async Task<Deployment> StartAsync(int replicas, string failurePolicy, params string[] options)
    {
        var service = new Service();
        var server = await SandboxServer.StartAsync(new SandboxOptions { Services = service.Resolve }, TestContext.Current.CancellationToken);
        var deployment = new Deployment(server, service);
        await deployment.SetUpAsync(replicas, options);
        await WebhookRegistration.RegisterAsync(
            deployment.Api.Http, new Uri($"https://{Service.Host}"), DevelopmentCertificates.Bundle(server.CertificateAuthority), failurePolicy, timeoutSeconds: 10,
            TestContext.Current.CancellationToken);
        return deployment;
    }

    // The holder of the Lease; empty if it is free.
    public async Task<string> HolderAsync() => (await Api.FindAsync(LeasePath))?["spec"]?["holderIdentity"]?.GetValue<string>() ?? "";

    public async Task<ControllerProcess> LeaderAsync() => await Eventually.GetAsync("one of the replicas leads", async () =>
    {
        foreach (var replica in Replicas.Where(one => !one.HasEnded))
            if (await LeadsAsync(replica)) return replica;
        return null;
    });

    public static async Task<bool> LeadsAsync(ControllerProcess replica) =>
        (await replica.ScrapeAsync("backup_controller_leader 1", TestContext.Current.CancellationToken)).Count == 1;

    public Task<Answer> CreateClaimAsync(string name) => Api.PostAsync(
        Scenario.Path(Api.Claims, "shop"), Objects.Claim("shop", name, "longhorn", ("enabled", "true"), ("name", name)));

    public Task<Answer> LabelClaimAsync(string name, params (string Label, string? Value)[] labels) =>
        Api.MergeAsync($"{Scenario.Path(Api.Claims, "shop")}/{name}", Objects.LabelPatch(labels));

    public Task<JsonObject?> FindJobAsync(string claim) => Api.FindAsync($"{Api.Longhorn}recurringjobs/backup-shop-{claim}");

    // SIGTERM; returns the exit code.
    public static async Task<int> StopAsync(ControllerProcess replica)
    {
        await Signal.SendAsync("TERM", replica.Id);
        return await replica.EndedAsync(TestContext.Current.CancellationToken);
    }

    public string Logs() => string.Join('\n', Replicas.SelectMany((replica, index) => replica.LogTail(60).Select(line => $"[{index}] {line}")));

    public async ValueTask DisposeAsync()
    {
        foreach (var replica in Replicas) await replica.DisposeAsync();
        await _service.DisposeAsync();
        if (Longhorn is not null) await Longhorn.DisposeAsync();
        await Server.DisposeAsync();
        Api.Http.Dispose();
        foreach (var slot in _ports) slot.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task SetUpAsync(int replicas, string[] options)
    {
        var kubeconfig = Path.Combine(_folder.FullName, "kubeconfig");
        await File.WriteAllTextAsync(kubeconfig, Server.Kubeconfig, TestContext.Current.CancellationToken);
        using var certificate = DevelopmentCertificates.Issue(Server.CertificateAuthority, [Service.Host]);
        DevelopmentCertificates.Write(certificate, _folder.FullName);
        Longhorn = await LonghornStandIn.StartAsync(Server.CreateClient(LonghornStandIn.UserAgent));
        foreach (var ns in (string[])["backup-controller", "shop"]) await Api.PostAsync("api/v1/namespaces", Objects.Namespace(ns));

        Replicas = [.. Enumerable.Range(0, replicas).Select(index => NewReplica(index, kubeconfig, options))];
        await Task.WhenAll(Replicas.Select(replica => replica.StartAsync(TestContext.Current.CancellationToken)));
        _service.Follow(Replicas);
        await Eventually.HoldsAsync("all replicas are ready", () => Task.FromResult(Ready == replicas));
    }

    private ControllerProcess NewReplica(int index, string kubeconfig, string[] options)
    {
        var slot = PortSlot.Take();
        _ports.Add(slot);
        return new ControllerProcess(
            Path.Combine(AppContext.BaseDirectory, "WebhookController.dll"),
            [
                "--Kubernetes:Kubeconfig", kubeconfig, "--Kubernetes:Namespace", "backup-controller", "--Webhook:CertificateDirectory", _folder.FullName,
                "--Webhook:Port", $"{slot.Webhook}", "--Metrics:Port", $"{slot.Metrics}", .. options,
            ],
            slot, Path.Combine(_folder.FullName, $"replica-{index}.log"));
    }
}
