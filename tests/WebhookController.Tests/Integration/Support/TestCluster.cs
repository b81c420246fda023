using Sandbox;
using WebhookController.Tests.Integration.Support.RealServer;

namespace WebhookController.Tests.Integration.Support;

/// An API server for one test: the Sandbox, or a real kube-apiserver where KUBEBUILDER_ASSETS names one.
internal abstract class TestCluster : IAsyncDisposable
{
    /// The folder of the programs etcd and kube-apiserver, by the convention of envtest.
    public static string? Assets { get; } =
        Environment.GetEnvironmentVariable("KUBEBUILDER_ASSETS") is { Length: > 0 } folder ? folder : null;

    public abstract string Kubeconfig { get; }

    /// Of a user who may do what the controller declares to need, and nothing else.
    public abstract string ControllerKubeconfig { get; }

    /// Null on a real API server, which can't be made to fail.
    public virtual SandboxServer? Sandbox => null;

    /// Who asked for what since the last ForgetRequests.
    public abstract IReadOnlyList<RequestRecord> Requests { get; }

    public abstract void ForgetRequests();

    public abstract HttpClient CreateClient(string userAgent);

    public abstract Task InstallLonghornAsync();

    /// Lets the controller do what it declares; the namespaces must be there.
    public virtual Task GrantAsync() => Task.CompletedTask;

    /// Of the options a real API server heeds only whether Longhorn is installed; ownCrds has it served without Longhorn's own schemas.
    public static async Task<TestCluster> StartAsync(SandboxOptions options, bool ownCrds = false) =>
        Assets is null ? await StartSandboxAsync(options) : await RealCluster.StartAsync(Assets, options, ownCrds);

    public static async Task<TestCluster> StartSandboxAsync(SandboxOptions options) =>
        new SandboxCluster(await SandboxServer.StartAsync(
            options with { RestrictedUsers = [.. options.RestrictedUsers, ControllerUser.OnSandbox] }, TestContext.Current.CancellationToken));

    public abstract ValueTask DisposeAsync();

    private sealed class SandboxCluster(SandboxServer server) : TestCluster
    {
        public override string Kubeconfig => server.Kubeconfig;

        public override string ControllerKubeconfig => server.KubeconfigOf(ControllerUser.OnSandbox);

        public override SandboxServer Sandbox => server;

        public override IReadOnlyList<RequestRecord> Requests => server.Requests.All;

        public override void ForgetRequests() => server.Requests.Clear();

        public override HttpClient CreateClient(string userAgent) => server.CreateClient(userAgent);

        public override Task InstallLonghornAsync()
        {
            server.InstallLonghorn();
            return Task.CompletedTask;
        }

        public override ValueTask DisposeAsync() => server.DisposeAsync();
    }
}
