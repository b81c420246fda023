namespace WebhookController.LeaderElection;

/// Stands for election for as long as the process runs, and gives the Lease back at its end.
internal sealed class Elector(Candidate candidate, TimeProvider clock) : BackgroundService
{
    /// Whoever stops this has seen to it that nothing is written any more.
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (!cancellationToken.IsCancellationRequested) await candidate.ReleaseAsync(cancellationToken);
    }

    // A step is bounded in time by itself; stopped in the middle, nobody could tell whether the Lease is ours.
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = await candidate.StepAsync();
            await Task.Delay(pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
