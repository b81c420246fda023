using Sandbox;
using WebhookController.Tests.Integration.Support;

namespace WebhookController.Tests.SandboxTests;

// A test that can only run on the Sandbox.
public abstract class SandboxTest : ApiTest
{
    private protected SandboxServer Server => Cluster.Sandbox!;

    private protected override Task<TestCluster> StartClusterAsync() => TestCluster.StartSandboxAsync(Options);
}
