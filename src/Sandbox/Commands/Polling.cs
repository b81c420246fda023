namespace Sandbox.Commands;

internal static class Polling
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(25);

    // Returns the last result, passed or not.
    public static async Task<CheckResult> UntilAsync(Func<Task<CheckResult>> check, TimeSpan timeout, CancellationToken ct)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var result = await check();
            if (result.Passed || TimeProvider.System.GetElapsedTime(started) > timeout) return result;
            await Task.Delay(Interval, TimeProvider.System, ct);
        }
    }
}
