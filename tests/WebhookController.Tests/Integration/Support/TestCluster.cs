using RealServer;
using Sandbox;
using WebhookController.Tests.Integration.Support.RealServer;

namespace WebhookController.Tests.Integration.Support;

/// An API server for one test: the Sandbox, or a real kube-apiserver where KUBEBUILDER_ASSETS names one.
internal abstract class TestCluster : IAsyncDisposable
{
    /// The folder of the programs etcd and kube-apiserver; null where tests run on the Sandbox.
    public static string? Assets => ControlPlane.Assets;

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

    /// Lets the controller do what it declares, in the namespaces that are there.
    public virtual Task GrantAsync() => Task.CompletedTask;

    /// Of the options a real API server heeds only whether Longhorn is installed; ownCrds has it served without Longhorn's own schemas.
    public static async Task<TestCluster> StartAsync(SandboxOptions options, bool ownCrds = false, ControllerUser? controller = null) => Assets is null
        ? await StartSandboxAsync(options, controller)
        : await RealCluster.StartAsync(Assets, options, ownCrds, controller ?? new ControllerUser());

    public static async Task<TestCluster> StartSandboxAsync(SandboxOptions options, ControllerUser? controller = null)
    {
        var user = (controller ?? new ControllerUser()).OnSandbox;
        options = options with { RestrictedUsers = [.. options.RestrictedUsers, user] };
        return new SandboxCluster(await SandboxServer.StartAsync(options, TestContext.Current.CancellationToken), user);
    }

    public abstract ValueTask DisposeAsync();

    private sealed class SandboxCluster(SandboxServer server, RestrictedUser controller) : TestCluster
    {
        public override string Kubeconfig => server.Kubeconfig;

        public override string ControllerKubeconfig => server.KubeconfigOf(controller);

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
