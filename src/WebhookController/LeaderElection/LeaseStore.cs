using System.Text.Json;
using WebhookController.Core.Objects;
using WebhookController.Kubernetes.Client;

namespace WebhookController.LeaderElection;

/// The Lease on the API server, which is asked without a watch: get, create and update are all the rights it takes.
internal sealed class LeaseStore(ApiClient api, string ownNamespace) : ILeaseStore
{
    private static readonly KindPath Leases = new("coordination.k8s.io", "v1", "leases");

    private readonly ObjectKey _key = new(ownNamespace, ElectionSettings.LeaseName);

    public async Task<Lease?> ReadAsync(CancellationToken cancellationToken)
    {
        using var answer = await api.GetAsync(Leases, _key, cancellationToken);
        return answer is null ? null : Lease.Read(answer.RootElement);
    }

    public Task<Lease> CreateAsync(Lease lease, CancellationToken cancellationToken) =>
        ReadAsync(api.CreateAsync(Leases, _key.Namespace, lease.Body, cancellationToken));

    public Task<Lease> ReplaceAsync(Lease lease, CancellationToken cancellationToken) =>
        ReadAsync(api.ReplaceAsync(Leases, _key, lease.Body, cancellationToken));

    private static async Task<Lease> ReadAsync(Task<JsonDocument> write)
    {
        using var answer = await write;
        return Lease.Read(answer.RootElement);
    }
}
