using Sandbox;

namespace WebhookController.Tests.Integration.Support;

/// An API server for one test: the Sandbox, or a real kube-apiserver where KUBEBUILDER_ASSETS names one.
internal abstract class TestCluster : IAsyncDisposable
{
    public static string? Assets { get; } =
        Environment.GetEnvironmentVariable("KUBEBUILDER_ASSETS") is { Length: > 0 } folder ? folder : null;

    public abstract string Kubeconfig { get; }

    /// Null on a real API server, which can't be made to fail, nor asked who sent what.
    public virtual SandboxServer? Sandbox => null;

    public abstract HttpClient CreateClient(string userAgent);

    public static async Task<TestCluster> StartAsync(SandboxOptions? options = null) =>
        Assets is null ? new SandboxCluster(await SandboxServer.StartAsync(options)) : await RealCluster.StartAsync(Assets);

    public abstract ValueTask DisposeAsync();

    private sealed class SandboxCluster(SandboxServer server) : TestCluster
    {
        public override string Kubeconfig => server.Kubeconfig;

        public override SandboxServer Sandbox => server;

        public override HttpClient CreateClient(string userAgent) => server.CreateClient(userAgent);

        public override ValueTask DisposeAsync() => server.DisposeAsync();
    }
}
