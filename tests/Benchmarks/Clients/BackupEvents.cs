using Benchmarks.Cluster;

namespace Benchmarks.Clients;

/// Backups that make progress, at a steady rate: each event is a PATCH of the status of one, with a progress that it didn't have before.
internal sealed class BackupEvents(HttpClient api, ClusterSize size)
{
    private const int TicksPerSecond = 100;

    private long _next;

    /// Goes on until it is cancelled, which is no failure, and gives the number of events once the last was answered.
    public async Task<long> RunAsync(int perSecond, CancellationToken ct)
    {
        var sending = new List<Task>();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / TicksPerSecond));
        var started = TimeProvider.System.GetTimestamp();
        var sent = 0L;
        while (await TickAsync(timer, ct))
        {
            sending.RemoveAll(task => task.IsCompletedSuccessfully);
            for (; sent < TimeProvider.System.GetElapsedTime(started).TotalSeconds * perSecond; sent++) sending.Add(SendAsync(_next++));
        }

        await Task.WhenAll(sending);
        return sent;
    }

    private Task SendAsync(long number)
    {
        var progress = 2 + (number / size.UnderWay % 98);
        var path = Paths.BackupStatus((int)(number % size.UnderWay), Settings.BackupsEach - 1);
        return api.PatchAsync(path, $"{{\"status\":{{\"progress\":{progress}}}}}", CancellationToken.None);
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
