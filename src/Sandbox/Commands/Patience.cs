namespace Sandbox.Commands;

/// <summary>What a look showed, and whether that is what was expected.</summary>
internal sealed record Seen(bool AsExpected, string Text);

/// <summary>Looks again and again until things are as expected.</summary>
internal static class Patience
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(25);

    /// <summary>What was seen last: as expected, or all that showed within the time given.</summary>
    public static async Task<Seen> UntilAsync(Func<Task<Seen>> look, TimeSpan longest, CancellationToken ct)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var seen = await look();
            if (seen.AsExpected || TimeProvider.System.GetElapsedTime(started) > longest) return seen;
            await Task.Delay(BetweenLooks, TimeProvider.System, ct);
        }
    }
}
