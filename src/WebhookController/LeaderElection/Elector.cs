namespace WebhookController.LeaderElection;

// Runs the candidate for the life of the process and releases the Lease at the end.
internal sealed class Elector(Candidate candidate, TimeProvider clock) : BackgroundService
{
    // Call it only when nothing is written any more.
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (!cancellationToken.IsCancellationRequested) await candidate.ReleaseAsync(cancellationToken);
    }

    // A step limits its own time. It is not cancelled: nobody could tell afterwards whether the Lease is ours.
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = await candidate.StepAsync();
            await Task.Delay(pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
