using System.Text.Json;
using WebhookController.Core.Objects;
using WebhookController.Kubernetes.Client;

namespace WebhookController.LeaderElection;

// Fails as ApiClient does: with ApiException if the server refused.
internal interface ILeaseStore
{
    ObjectKey Key { get; }

    // Null if there is none.
    Task<Lease?> ReadAsync(CancellationToken cancellationToken);

    // Fails with a conflict if there is one already.
    Task<Lease> CreateAsync(Lease lease, CancellationToken cancellationToken);

    // Fails with a conflict if the Lease has changed since it was read.
    Task<Lease> ReplaceAsync(Lease lease, CancellationToken cancellationToken);
}

// Reads without a watch: get, create and update are the only permissions it needs.
internal sealed class LeaseStore(ApiClient api, string ownNamespace) : ILeaseStore
{
    public const string LeaseName = "longhorn-backup-controller";

    private static readonly KindPath Leases = new("coordination.k8s.io", "v1", "leases");

    public ObjectKey Key { get; } = new(ownNamespace, LeaseName);

    public async Task<Lease?> ReadAsync(CancellationToken cancellationToken)
    {
        using var answer = await api.GetAsync(Leases, Key, cancellationToken);
        return answer is null ? null : Lease.Read(answer.RootElement);
    }

    public Task<Lease> CreateAsync(Lease lease, CancellationToken cancellationToken) =>
        ReadAsync(api.CreateAsync(Leases, Key.Namespace, lease.Body, cancellationToken));

    public Task<Lease> ReplaceAsync(Lease lease, CancellationToken cancellationToken) =>
        ReadAsync(api.ReplaceAsync(Leases, Key, lease.Body, cancellationToken));

    private static async Task<Lease> ReadAsync(Task<JsonDocument> write)
    {
        using var answer = await write;
        return Lease.Read(answer.RootElement);
    }
}
