namespace RealServer;

/// Waits for something that becomes so by itself, and says what it waited for when it doesn't.
internal static class Waiting
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    public static async Task UntilAsync(string what, Func<Task<bool>> holds, TimeSpan patience, CancellationToken ct)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await holds())
        {
            if (TimeProvider.System.GetElapsedTime(started) > patience) throw new TimeoutException($"waited in vain for this: {what}");
            await Task.Delay(BetweenLooks, TimeProvider.System, ct);
        }
    }
}
