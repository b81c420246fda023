namespace WebhookController.LeaderElection;

/// What an election needs to know; see the README's options.
internal sealed record ElectionSettings(string Namespace, ReplicaIdentity Identity, TimeSpan LeaseDuration, TimeSpan RenewDeadline, TimeSpan RetryPeriod)
{
    public const string LeaseName = "longhorn-backup-controller";

    /// A request that hangs must leave time for another one within a term.
    public TimeSpan RequestTimeout => RenewDeadline / 2;
}
