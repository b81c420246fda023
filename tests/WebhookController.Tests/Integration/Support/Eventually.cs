using System.Diagnostics;

namespace WebhookController.Tests.Integration.Support;

/// Waits for something that becomes so by itself, and says what it waited for when it doesn't.
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static Task HoldsAsync(string what, Func<Task<bool>> holds, TimeSpan? patience = null) =>
        GetAsync(what, async () => await holds() ? "yes" : null, patience);

    public static async Task<T> GetAsync<T>(string what, Func<Task<T?>> get, TimeSpan? patience = null) where T : class
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            if (await get() is { } found) return found;
            if (watch.Elapsed > (patience ?? Patience)) throw new TimeoutException($"waited in vain for this: {what}");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }
}
