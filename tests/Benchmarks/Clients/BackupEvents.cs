using Benchmarks.Cluster;

namespace Benchmarks.Clients;

/// Backups that make progress, at a steady rate: each event is a PATCH of the status of one, with a progress that it didn't have before.
internal sealed class BackupEvents(HttpClient api, ClusterSize size)
{
    private const int TicksPerSecond = 100;

    private long _sent;

    public long Sent => Interlocked.Read(ref _sent);

    /// Goes on until it is cancelled, which is no failure; ends when the last event was answered.
    public async Task RunAsync(int perSecond, CancellationToken ct)
    {
        var sending = new List<Task>();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / TicksPerSecond));
        var started = TimeProvider.System.GetTimestamp();
        var due = 0L;
        while (await TickAsync(timer, ct))
        {
            sending.RemoveAll(task => task.IsCompletedSuccessfully);
            for (; due < TimeProvider.System.GetElapsedTime(started).TotalSeconds * perSecond; due++) sending.Add(SendAsync(due));
        }

        await Task.WhenAll(sending);
    }

    private async Task SendAsync(long number)
    {
        var progress = 2 + (number / size.UnderWay % 98);
        var path = Paths.BackupStatus((int)(number % size.UnderWay), Settings.BackupsEach - 1);
        await api.PatchAsync(path, $"{{\"status\":{{\"progress\":{progress}}}}}", CancellationToken.None);
        Interlocked.Increment(ref _sent);
    }

    private static async Task<bool> TickAsync(PeriodicTimer timer, CancellationToken ct)
    {
        try
        {
            return await timer.WaitForNextTickAsync(ct);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
