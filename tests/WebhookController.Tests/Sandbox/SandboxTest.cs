using Sandbox;
using WebhookController.Tests.Integration.Support;

namespace WebhookController.Tests.SandboxTests;

// A test of what only the Sandbox has, or of how it does what a real API server does.
public abstract class SandboxTest : ApiTest
{
    private protected SandboxServer Server => Cluster.Sandbox!;

    private protected override Task<TestCluster> StartClusterAsync() => TestCluster.StartSandboxAsync(Options);
}
