namespace Benchmarks.Hostile;

/// One way to be hostile: a number of callers that each do the same again and again until the time is over.
/// <param name="What">For the table.</param>
/// <param name="Callers">How many at once.</param>
/// <param name="Once">What each does.</param>
internal sealed record Attack(string What, int Callers, Func<CancellationToken, Task> Once)
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestRampUp = TimeSpan.FromSeconds(30);

    /// Whether all callers are there. Until then it is the rush of their coming that would be measured.
    public Func<bool> IsEstablished { get; init; } = () => true;

    public async Task EstablishedAsync(CancellationToken ct)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!IsEstablished() && TimeProvider.System.GetElapsedTime(started) < LongestRampUp) await Task.Delay(AfterFailure, ct);
    }

    public Task RunAsync(CancellationToken until) => Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(() => CallAsync(until), CancellationToken.None)));

    private async Task CallAsync(CancellationToken until)
    {
        while (!until.IsCancellationRequested)
        {
            try
            {
                await Once(until);
            }
            catch (Exception refused) when (refused is IOException or HttpRequestException or System.Net.Sockets.SocketException
                or System.Security.Authentication.AuthenticationException or OperationCanceledException or ObjectDisposedException)
            {
                // That is the point of it. The loop must not become a flood of its own.
                await Task.Delay(AfterFailure, until).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
