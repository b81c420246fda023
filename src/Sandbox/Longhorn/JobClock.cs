using Sandbox.Api;

namespace Sandbox.Longhorn;

// Runs the recurring jobs when their cron lines say so, on a clock so many times faster than the real one that backups appear while
// somebody looks on.
internal sealed class JobClock(LonghornCluster cluster, JobRun runs)
{
    // A job that appears meanwhile may be due before the others.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(50);

    private readonly Dictionary<string, Task> _running = [];

    public async Task RunAsync(CancellationToken ct)
    {
        if (cluster.Options.JobClockSpeed <= 0) return;
        var (time, began) = (cluster.Options.TimeProvider, cluster.Options.TimeProvider.GetTimestamp());
        var start = time.GetUtcNow();
        for (var (last, now) = (start, start); ; last = now)
        {
            await Task.Delay(LongestWait, time, ct);
            now = start + (time.GetElapsedTime(began) * cluster.Options.JobClockSpeed);
            foreach (var job in cluster.Jobs.All.Where(job => CronLine.Read(job.Text("spec", "cron"))?.After(last) <= now))
                Run(job.Text("metadata", "name")!, ct);
        }
    }

    // One run of a job at a time: a backup that never ends holds up its own job only.
    private void Run(string job, CancellationToken ct)
    {
        if (cluster.Holds(Behaviours.Schedules) || (_running.TryGetValue(job, out var run) && !run.IsCompleted)) return;
        _running[job] = TryRunAsync(job, ct);
    }

    private async Task TryRunAsync(string job, CancellationToken ct)
    {
        try
        {
            await runs.RunAsync(job, ct);
        }
        catch (Exception error) when (error is HttpRequestException or ArgumentException or OperationCanceledException)
        {
            // Deleted meanwhile, an API server that fails, or the end of it all: the next time comes, or not.
            return;
        }
    }
}
