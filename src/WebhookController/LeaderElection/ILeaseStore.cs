namespace WebhookController.LeaderElection;

/// Where the Lease is kept. What it does fails as ApiClient does: with ApiException where the answer was no.
internal interface ILeaseStore
{
    /// Null where there is none.
    Task<Lease?> ReadAsync(CancellationToken cancellationToken);

    /// Goes through only where there is none.
    Task<Lease> CreateAsync(Lease lease, CancellationToken cancellationToken);

    /// Goes through only while the Lease is the one that this one was made of.
    Task<Lease> ReplaceAsync(Lease lease, CancellationToken cancellationToken);
}
