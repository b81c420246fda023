using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using WebhookController.Cache;
using WebhookController.Core.Cluster;
using WebhookController.Hosting;
using WebhookController.Kubernetes.Reflectors;
using WebhookController.LeaderElection;
using WebhookController.Observability;
using WebhookController.Reconciliation;
using WebhookController.Tests.Cache;

namespace WebhookController.Tests.Integration.Support;

/// The whole program, in this process: the same parts in the same places, on ports of its own.
internal sealed class Controller : IAsyncDisposable
{
    public const string UserAgent = "longhorn-backup-controller";

    // As in production, but that a test doesn't wait half a minute for the next try.
    private static readonly ReflectorOptions Impatient = new()
    {
        // The Sandbox says something every second; a real API server about every minute.
        LongestSilence = TestCluster.Assets is null ? TimeSpan.FromSeconds(3) : new ReflectorOptions().LongestSilence,
        ShortestBackoff = TimeSpan.FromMilliseconds(20),
        LongestBackoff = TimeSpan.FromMilliseconds(500),
    };

    private readonly WebApplication _app;
    private readonly HttpClient _http = new();

    private Controller(WebApplication app) => _app = app;

    public ClusterCache Cache => _app.Services.GetRequiredService<ClusterCache>();

    public ClusterState State => Cache.State;

    public IServiceProvider Services => _app.Services;

    /// As in the Lease, and in brackets at the end of its user agent.
    public string Identity => Services.GetRequiredService<ReplicaIdentity>().Name;

    /// What its passes have told so far.
    public ToldPlans Told => Services.GetRequiredService<PassCounter>().Told;

    public bool Leads => Services.GetRequiredService<Leadership>().Term is not null;

    public Uri MetricsAddress => Address("http");

    public Uri WebhookAddress => Address("https");

    public required CapturedLog Log { get; init; }

    public static async Task<Controller> StartAsync(string folder, TimeProvider clock, Func<ReflectorOptions, ReflectorOptions> reflector, params string[] options)
    {
        var log = new CapturedLog();
        var app = ControllerHost.Build(
            [
                "--Kubernetes:Kubeconfig", Path.Combine(folder, "kubeconfig"), "--Kubernetes:Namespace", "backup-controller",
                "--Webhook:CertificateDirectory", folder, "--Webhook:Port", "0", "--Metrics:Port", "0",
                "--Webhook:ShutdownDelay", "0", "--LeaderElection:Enabled", "false", .. options,
            ],
            builder =>
            {
                builder.Logging.ClearProviders().AddProvider(log);
                builder.Services.Replace(ServiceDescriptor.Singleton(reflector(Impatient)));
                builder.Services.Replace(ServiceDescriptor.Singleton(clock));
                builder.Services.AddSingleton<ReconcileMetrics>().AddSingleton<PassCounter>();
                builder.Services.Replace(ServiceDescriptor.Singleton<IReconcileObserver>(provider => provider.GetRequiredService<PassCounter>()));
            });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new Controller(app) { Log = log };
    }

    public async Task<string> MetricsAsync() => await _http.GetStringAsync(new Uri(MetricsAddress, "/metrics"), TestContext.Current.CancellationToken);

    /// Whether a series is on /metrics with this value; labels in the order in which they are declared.
    public async Task<bool> HasSeriesAsync(string series, double value = 1) =>
        (await MetricsAsync()).Split('\n').Contains($"{series} {value.ToString(System.Globalization.CultureInfo.InvariantCulture)}");

    /// The answer of a webhook to a dry run of an UPDATE, as text.
    public async Task<string> ReviewAsync(JsonObject before, JsonObject after, string path = "/validate")
    {
        var review = new JsonObject
        {
            ["apiVersion"] = "admission.k8s.io/v1",
            ["kind"] = "AdmissionReview",
            ["request"] = new JsonObject
            {
                ["uid"] = "review",
                ["kind"] = new JsonObject { ["group"] = "", ["version"] = "v1", ["kind"] = "PersistentVolumeClaim" },
                ["resource"] = new JsonObject { ["group"] = "", ["version"] = "v1", ["resource"] = "persistentvolumeclaims" },
                ["operation"] = "UPDATE",
                ["dryRun"] = true,
                ["object"] = after.DeepClone(),
                ["oldObject"] = before.DeepClone(),
            },
        };
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true };
        using var http = new HttpClient(handler);
        using var response = await http.PostAsJsonAsync(new Uri(WebhookAddress, path), review, TestContext.Current.CancellationToken);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    public async Task<(int Status, string Text)> ProbeAsync(string path)
    {
        using var response = await _http.GetAsync(new Uri(MetricsAddress, path), TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public Task ReadEverythingAsync() =>
        Eventually.HoldsAsync("the controller has read everything", () => Task.FromResult(State.CanReview && !StillReading));

    /// Waits until a whole pass has gone over what is known now.
    public async Task PassAsync()
    {
        var passes = Passes;
        Cache.Wake();
        await Eventually.HoldsAsync("two more passes", () => Task.FromResult(Passes >= passes + 2 || Nudge()));

        // A pass that is under way now may have started before; the second one didn't.
        bool Nudge()
        {
            Cache.Wake();
            return false;
        }
    }

    private bool StillReading => Services.GetRequiredService<InformerService>().Kinds.Any(kind => !kind.Health.Synced && !IsUnavailable(kind.Kind.ToString()));

    private long Passes => Services.GetRequiredService<PassCounter>().Ended;

    private bool IsUnavailable(string kind) => Log.Lines.Any(line => line.Contains(kind, StringComparison.Ordinal) && line.StartsWith("Warning", StringComparison.Ordinal));

    /// As by SIGTERM.
    public Task StopAsync() => _app.StopAsync(TestContext.Current.CancellationToken);

    /// As a killed process: nothing that runs is finished.
    public async Task KillAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _http.Dispose();
    }

    private Uri Address(string scheme) => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses
        .Select(address => new UriBuilder(address) { Host = "127.0.0.1" }.Uri)
        .First(address => address.Scheme == scheme);
}
