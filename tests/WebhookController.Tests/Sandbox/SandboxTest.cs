using Sandbox;
using WebhookController.Tests.Integration.Support;

namespace WebhookController.Tests.SandboxTests;

/// <summary>A test of what only the Sandbox has, or of how it does what a real API server does.</summary>
public abstract class SandboxTest : ApiTest
{
    private protected SandboxServer Server => Cluster.Sandbox!;

    private protected override Task<TestCluster> StartClusterAsync() => TestCluster.StartSandboxAsync(Options);
}
