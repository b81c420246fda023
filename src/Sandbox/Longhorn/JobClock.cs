using Sandbox.Api;

namespace Sandbox.Longhorn;

// Runs the recurring jobs by their cron lines, on a clock that is fast enough to watch backups
// appear.
internal sealed class JobClock(LonghornCluster cluster, JobRun runs)
{
    // A new job may be due before the others.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(50);

    private readonly Dictionary<string, Task> _running = [];

    public async Task RunAsync(CancellationToken ct)
    {
        if (cluster.Options.JobClockSpeed <= 0) return;
        var (time, started) = (cluster.Options.TimeProvider, cluster.Options.TimeProvider.GetTimestamp());
        var start = time.GetUtcNow();
        for (var (last, now) = (start, start); ; last = now)
        {
            await Task.Delay(LongestWait, time, ct);
            now = start + (time.GetElapsedTime(started) * cluster.Options.JobClockSpeed);
            foreach (var job in cluster.Jobs.All.Where(job => CronLine.Read(job.Text("spec", "cron"))?.After(last) <= now))
                Run(job.Text("metadata", "name")!, ct);
        }
    }

    // One run of a job at a time: a backup that never ends blocks only its own job.
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
            // The job was deleted, the API server failed, or the program is stopping. The next run is independent of it.
            return;
        }
    }
}
