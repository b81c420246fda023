namespace WebhookController.Tests.Integration.Support;

internal abstract class RealCluster : TestCluster
{
    public static Task<TestCluster> StartAsync(string assets) => throw new NotSupportedException(assets);
}
