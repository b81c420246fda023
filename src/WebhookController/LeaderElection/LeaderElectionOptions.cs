namespace WebhookController.LeaderElection;

internal sealed record LeaderElectionOptions
{
    // Off for a single replica, which then always writes.
    public bool Enabled { get; init; } = true;

    // How long other replicas wait for a silent leader before they take the Lease.
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(15);

    // How long after its last renewal a leader may write.
    public TimeSpan RenewDeadline { get; init; } = TimeSpan.FromSeconds(10);

    // The pause between two reads of the Lease, and between two renewals.
    public TimeSpan RetryPeriod { get; init; } = TimeSpan.FromSeconds(2);

    // A request that hangs must leave time for another one within a term.
    internal TimeSpan RequestTimeout => RenewDeadline / 2;

    // A term must end before other replicas take the Lease, and a failed renewal must leave time for another one.
    public IEnumerable<string> Problems()
    {
        if (LeaseDuration < TimeSpan.FromSeconds(1) || LeaseDuration > TimeSpan.FromHours(1) || LeaseDuration.Ticks % TimeSpan.TicksPerSecond != 0)
            yield return $"LeaderElection:LeaseDuration={LeaseDuration} is not allowed, use whole seconds from 00:00:01 to 01:00:00";
        if (RenewDeadline > LeaseDuration * 0.8)
            yield return $"LeaderElection:RenewDeadline={RenewDeadline} is too long, use at most 80 % of LeaderElection:LeaseDuration={LeaseDuration}";
        if (RetryPeriod < TimeSpan.FromSeconds(0.1))
            yield return $"LeaderElection:RetryPeriod={RetryPeriod} is too short, use 00:00:00.1 or more";
        if (RetryPeriod * 2 > RenewDeadline)
            yield return $"LeaderElection:RetryPeriod={RetryPeriod} is too long, use at most half of LeaderElection:RenewDeadline={RenewDeadline}";
    }
}
