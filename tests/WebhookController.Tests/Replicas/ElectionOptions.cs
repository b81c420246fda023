namespace WebhookController.Tests.Replicas;

internal static class ElectionOptions
{
    // Short enough to see Leases expire.
    public static readonly string[] Quick =
        ["--LeaderElection:LeaseDuration", "00:00:03", "--LeaderElection:RenewDeadline", "00:00:02", "--LeaderElection:RetryPeriod", "00:00:00.4"];

    // Long enough that a successor can only have acquired a released Lease.
    public static readonly string[] Patient =
        ["--LeaderElection:LeaseDuration", "01:00:00", "--LeaderElection:RenewDeadline", "00:45:00", "--LeaderElection:RetryPeriod", "00:00:00.4"];
}
