using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Sandbox;
using WebhookController.Core.Cluster;
using WebhookController.Kubernetes.Reflectors;
using WebhookController.Tests.Cache;

namespace WebhookController.Tests.Integration.Support;

/// One test's world: an API server, the Longhorn stand-in, the controller, and a user. Whatever a test did, the invariants are looked
/// at when it is over.
internal sealed class Scenario : IAsyncDisposable
{
    // A scenario may be played at the time at which its objects were made.
    private static readonly TimeSpan SinceTheFixtures = DateTimeOffset.UtcNow - new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TestCluster _cluster;
    private readonly string _folder;
    private readonly string[] _options;
    private readonly string _longhornNamespace;
    private byte[] _authority = [];
    private Func<ReflectorOptions, ReflectorOptions> _reflector = options => options;

    private Scenario(TestCluster cluster, MovedClock clock, string folder, ScenarioOptions options)
    {
        (_cluster, Clock, _folder, _longhornNamespace) = (cluster, clock, folder, options.LonghornNamespace);
        _options = ["--Longhorn:Namespace", options.LonghornNamespace, .. options.ControllerOptions];
        Api = new Api(cluster.CreateClient("user"), Announcements.Take);
        Invariants = new Invariants(this);
    }

    public Api Api { get; }

    public string Kubeconfig => _cluster.Kubeconfig;

    /// The clock of the controller, through restarts, and of Longhorn; the Sandbox goes by it, too.
    public MovedClock Clock { get; }

    public LonghornStandIn Longhorn { get; private set; } = null!;

    public Controller Controller { get; private set; } = null!;

    public Invariants Invariants { get; }

    /// What admission announced to the user.
    public Announcements Announcements { get; } = new();

    /// Jobs that a test knows to be archives, or to protect a PVC that is invalid or in conflict: they must not go.
    public HashSet<string> Archived { get; } = [];

    public HashSet<string> Protected { get; } = [];

    /// Set where a test turns the clock back: what was planned at a later time stays until the next full pass, which no test waits for.
    public bool ClockRanBack { get; set; }

    /// What the Sandbox alone can do.
    public SandboxServer Faulty => _cluster.Sandbox ?? throw new InvalidOperationException("start with Scenario.RunOnSandboxAsync");

    /// What the controller asked of the API server, in that order.
    public IReadOnlyList<RequestRecord> Requests =>
        [.. _cluster.Requests.Where(request => request.UserAgent.StartsWith(Controller.UserAgent, StringComparison.Ordinal))];

    /// What it changed or tried to change; what it tells people in Events, and its Lease, change nothing.
    public IReadOnlyList<RequestRecord> Writes => [.. Requests.Where(request => request.IsWrite && request.Resource is not ("events" or "leases"))];

    public void ForgetRequests() => _cluster.ForgetRequests();

    public Task InstallLonghornAsync() => _cluster.InstallLonghornAsync();

    /// For faults that a real API server can't be made to have: there the test is skipped.
    public static Task RunOnSandboxAsync(Func<Scenario, Task> test, ScenarioOptions? options = null)
    {
        Assert.SkipUnless(TestCluster.Assets is null, "only the Sandbox can play this fault");
        return RunAsync(test, options);
    }

    /// Runs a test in a world of its own, waits until everything has come to rest, and checks the invariants.
    public static async Task RunAsync(Func<Scenario, Task> test, ScenarioOptions? options = null)
    {
        options ??= new ScenarioOptions();
        var folder = Directory.CreateTempSubdirectory("scenario-").FullName;
        var clock = new MovedClock();
        await using var scenario = new Scenario(await StartClusterAsync(options, clock), clock, folder, options);
        await scenario.StartAsync(options);
        try
        {
            await test(scenario);
            // A role can't be where there is no namespace yet.
            if (!options.IsRefused && options.LonghornNamespace == ScenarioOptions.UsualNamespace) scenario.NothingWasRefused();
            if (options.ChecksInvariants) await scenario.Invariants.HoldAsync();
        }
        catch (Exception failure) when (scenario.Controller is not null)
        {
            throw new InvalidOperationException($"{failure.Message}\nthe controller's log:\n{string.Join('\n', scenario.Controller.Log.Lines)}", failure);
        }
    }

    private static Task<TestCluster> StartClusterAsync(ScenarioOptions options, MovedClock clock) => TestCluster.StartAsync(
        (options.Sandbox ?? new SandboxOptions()) with { BookmarkInterval = TimeSpan.FromSeconds(1), TimeProvider = options.World ?? clock }, options.OwnCrds,
        new ControllerUser(options.LonghornNamespace));

    /// A second replica, which the test takes down itself.
    public Task<Controller> StartAnotherControllerAsync() => Controller.StartAsync(_folder, Clock, _reflector, _options);

    /// With more options than the test began with.
    public async Task StartControllerAsync(params string[] more) => Controller = await Controller.StartAsync(_folder, Clock, _reflector, [.. _options, .. more]);

    /// With failurePolicy Fail, so that a webhook that doesn't answer can't pass for one that agrees.
    public async Task RegisterWebhooksAsync()
    {
        await Eventually.HoldsAsync("the controller is ready", async () => (await Controller.ProbeAsync("/readyz")).Status == 200);
        await WebhookRegistration.RegisterAsync(Api.Http, Controller.WebhookAddress, _authority, "Fail", timeoutSeconds: 10, TestContext.Current.CancellationToken);
    }

    /// Waits until a replica knows the cluster as it is, and what it does about it is done: whatever it had started before has ended, too.
    public async Task IdleAsync(Controller? replica = null)
    {
        var controller = replica ?? Controller;
        await controller.ReadEverythingAsync();
        var notSeen = "";
        try
        {
            await Eventually.HoldsAsync("the controller knows the cluster as it is", async () =>
                (notSeen = FreshState.NotSeen(controller.State, await ReadClusterAsync())).Length == 0);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"the controller never saw this:\n{notSeen}");
        }
        await controller.PassAsync();
        Invariants.Look(await ReadClusterAsync());
    }

    public Task<ClusterState> ReadClusterAsync() => FreshState.ReadAsync(Api, _longhornNamespace);

    /// Kills the controller on the spot and starts another one.
    public async Task RestartControllerAsync()
    {
        await Controller.KillAsync();
        await StartControllerAsync();
    }

    public async Task<Answer> CreateClaimAsync(string ns, string name, params (string Label, string Value)[] labels)
    {
        var answer = await TryCreateClaimAsync(ns, name, labels);
        Assert.Equal(HttpStatusCode.Created, answer.Status);
        return answer;
    }

    public async Task<Answer> TryCreateClaimAsync(string ns, string name, params (string Label, string Value)[] labels)
    {
        await EnsureNamespaceAsync(ns);
        return await Api.PostAsync(Path(Api.Claims, ns), Objects.Claim(ns, name, "longhorn", labels));
    }

    public Task<Answer> LabelClaimAsync(string ns, string name, params (string Label, string? Value)[] labels) =>
        Api.MergeAsync($"{Path(Api.Claims, ns)}/{name}", Objects.LabelPatch(labels));

    /// What the webhook writes when the label is put on, or a person to ask again; null takes it off.
    public Task<Answer> AskForArchiveAsync(string ns, string name, string? at) => Api.MergeAsync(
        $"{Path(Api.Claims, ns)}/{name}",
        new JsonObject { ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { [Objects.Key("archive-requested-at")] = at } } });

    public Task<Answer> DeleteClaimAsync(string ns, string name) => Api.DeleteAsync($"{Path(Api.Claims, ns)}/{name}");

    public Task<JsonObject?> FindClaimAsync(string ns, string name) => Api.FindAsync($"{Path(Api.Claims, ns)}/{name}");

    public Task<JsonObject?> FindJobAsync(string name) => Api.FindAsync($"{Api.Longhorn}recurringjobs/{name}");

    public Task<JsonObject> JobAsync(string name) => Eventually.GetAsync($"recurringjob {name} exists", () => FindJobAsync(name));

    public Task JobIsGoneAsync(string name) =>
        Eventually.HoldsAsync($"recurringjob {name} is gone", async () => await FindJobAsync(name) is null);

    /// The Longhorn Volume of a PVC, once it is bound.
    public Task<JsonObject> VolumeOfAsync(string ns, string name) => Eventually.GetAsync($"the volume of {ns}/{name}", async () =>
    {
        if ((await FindClaimAsync(ns, name))?["spec"]?["volumeName"]?.GetValue<string>() is not { } pv) return null;
        var handle = (await Api.FindAsync($"api/v1/persistentvolumes/{pv}"))?["spec"]?["csi"]?["volumeHandle"]?.GetValue<string>();
        return handle is null ? null : await Api.FindAsync($"{Api.Longhorn}volumes/{handle}");
    });

    public Task VolumeCarriesAsync(string ns, string name, params string[] jobs) =>
        Eventually.HoldsAsync($"the volume of {ns}/{name} carries [{string.Join(", ", jobs)}]", async () =>
            JobsOn(await VolumeOfAsync(ns, name)).Order().SequenceEqual(jobs.Order()));

    /// Moves the clock, and lets the controller and Longhorn look at the cluster again.
    public void MoveClock(TimeSpan by)
    {
        Clock.Move(by);
        Longhorn.CatchUp();
        Controller.Cache.Wake();
    }

    public static IEnumerable<string> JobsOn(JsonObject volume) => (volume["metadata"]!["labels"] as JsonObject ?? [])
        .Where(label => label.Key.StartsWith("recurring-job.longhorn.io/", StringComparison.Ordinal) && label.Value?.GetValue<string>() == "enabled")
        .Select(label => label.Key["recurring-job.longhorn.io/".Length..])
        .Where(job => job != "source");

    public Task SeriesAppearsAsync(string series, double value = 1) =>
        Eventually.HoldsAsync($"{series} {value} on /metrics", () => Controller.HasSeriesAsync(series, value));

    public Task SeriesDisappearsAsync(string series) => Eventually.HoldsAsync(
        $"no {series} on /metrics", async () => !(await Controller.MetricsAsync()).Contains(series, StringComparison.Ordinal));

    public Task CreateClassAsync(string name, string provisioner) =>
        Api.PostAsync("apis/storage.k8s.io/v1/storageclasses", Objects.StorageClass(name, provisioner));

    public async Task EnsureNamespaceAsync(string ns)
    {
        if (await Api.FindAsync($"api/v1/namespaces/{ns}") is not null) return;
        await Api.PostAsync("api/v1/namespaces", Objects.Namespace(ns));
        if (ns == _longhornNamespace) await _cluster.GrantAsync();
    }

    public static string Path(string format, string ns) => string.Format(CultureInfo.InvariantCulture, format, ns);

    public async ValueTask DisposeAsync()
    {
        if (Controller is not null) await Controller.KillAsync();
        if (Longhorn is not null) await Longhorn.DisposeAsync();
        Api.Http.Dispose();
        await _cluster.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    // The controller may do what it declares and nothing else: a refusal is a permission that was forgotten.
    private void NothingWasRefused() => Assert.DoesNotContain(Requests, request => request.Status == (int)HttpStatusCode.Forbidden);

    private async Task StartAsync(ScenarioOptions options)
    {
        await File.WriteAllTextAsync(System.IO.Path.Combine(_folder, "kubeconfig"), _cluster.ControllerKubeconfig, TestContext.Current.CancellationToken);
        using var authority = DevelopmentCertificates.CreateAuthority(backdated: SinceTheFixtures);
        _authority = DevelopmentCertificates.Bundle(authority);
        using var certificate = DevelopmentCertificates.Issue(authority, ["127.0.0.1"], backdated: SinceTheFixtures);
        DevelopmentCertificates.Write(certificate, _folder);

        await EnsureNamespaceAsync("backup-controller");
        Longhorn = await LonghornStandIn.StartAsync(_cluster.CreateClient(LonghornStandIn.UserAgent), (options.Longhorn ?? new LonghornStandInOptions()) with { TimeProvider = options.World ?? Clock });
        await _cluster.GrantAsync();
        _reflector = options.Reflector;
        if (!options.StartsController) return;
        await StartControllerAsync();
        if (options.RegistersWebhooks) await RegisterWebhooksAsync();
    }
}

internal sealed record ScenarioOptions
{
    public SandboxOptions? Sandbox { get; init; }

    public LonghornStandInOptions? Longhorn { get; init; }

    /// The clock of the Sandbox and of the stand-in, where it isn't the controller's.
    public TimeProvider? World { get; init; }

    /// On a real API server: without Longhorn's own CustomResourceDefinitions, even where they are at hand.
    public bool OwnCrds { get; init; }

    public const string UsualNamespace = "longhorn-system";

    /// Where the controller looks for Longhorn; the stand-in lives in the usual one.
    public string LonghornNamespace { get; init; } = UsualNamespace;

    public string[] ControllerOptions { get; init; } = [];

    public Func<ReflectorOptions, ReflectorOptions> Reflector { get; init; } = options => options;

    public bool StartsController { get; init; } = true;

    /// Off where a test wants to see what the reconciler makes of PVCs that admission would have refused.
    public bool RegistersWebhooks { get; init; }

    public bool ChecksInvariants { get; init; } = true;

    /// On where a test has the API server refuse the controller something.
    public bool IsRefused { get; init; }
}
