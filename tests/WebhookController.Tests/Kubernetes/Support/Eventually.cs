namespace WebhookController.Tests.Kubernetes.Support;

internal static class Eventually
{
    // Far more than any test needs: it only ends the ones that would hang.
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task TrueAsync(Func<bool> condition)
    {
        for (var tries = 0; !condition(); tries++)
        {
            Assert.True(tries < 6000, "It never came true.");
            await Task.Delay(5);
        }
    }
}
