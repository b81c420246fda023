using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using WebhookController.Cache;
using WebhookController.Core.Cluster;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;
using WebhookController.Hosting;
using WebhookController.Kubernetes.Client;
using WebhookController.Kubernetes.Reflectors;
using WebhookController.Observability;

namespace WebhookController.Commands.Reading;

// Reads a cluster once: the lists that the controller begins with, and no watch. What the person may not read stays unread, with the reason.
internal sealed class ClusterReader(ApiClient api, ClusterAddress address, string? onlyNamespace, TimeProvider clock)
{
    private const int PageSize = 2000;

    private static readonly HttpStatusCode[] Refusals = [HttpStatusCode.Forbidden, HttpStatusCode.NotFound];

    // Throws OptionsException if the cluster isn't found, and what the client throws if it doesn't answer.
    public static async Task<ClusterState> ReadAsync(ClusterAddress address, string? onlyNamespace, TimeProvider clock, CancellationToken cancellationToken)
    {
        var options = new ApiOptions { Kubeconfig = address.Kubeconfig, UserAgent = $"backup-controller/{BuildInfo.Version}" };
        using var connection = ApiClientFactory.Connect(Find(address, options, clock), options, clock, ControllerServices.NewJitter());
        return await new ClusterReader(new ApiClient(connection), address, onlyNamespace, clock).ReadAsync(cancellationToken);
    }

    // The PVCs that a selector selects: nobody but the API server knows all their labels.
    public static async Task<IReadOnlySet<ObjectKey>> SelectAsync(ClusterAddress address, string selector, TimeProvider clock, CancellationToken cancellationToken)
    {
        var options = new ApiOptions { Kubeconfig = address.Kubeconfig, UserAgent = $"backup-controller/{BuildInfo.Version}" };
        using var connection = ApiClientFactory.Connect(Find(address, options, clock), options, clock, ControllerServices.NewJitter());
        var kind = new WatchedResources(address.Keys, address.ControllerNamespace, address.LonghornNamespace, address.Exemptions).Claims;
        var list = await new ClusterReader(new ApiClient(connection), address, null, clock).ListAsync(kind, kind.Path with { LabelSelector = selector }, cancellationToken);
        return list.Items.Select(claim => claim.Key).ToHashSet();
    }

    public async Task<ClusterState> ReadAsync(CancellationToken cancellationToken)
    {
        var kinds = new WatchedResources(address.Keys, address.ControllerNamespace, address.LonghornNamespace, address.Exemptions);
        // PVCs come last: what they are resolved by is there then.
        Task<Func<ClusterState, ClusterState>>[] lists =
        [
            ListAsync(kinds.Namespaces, cancellationToken), ListAsync(kinds.StorageClasses, cancellationToken), ListAsync(kinds.PersistentVolumes, cancellationToken),
            ListAsync(kinds.ConfigMaps, cancellationToken), ListAsync(kinds.Settings, cancellationToken), ListAsync(kinds.BackupTargets, cancellationToken),
            ListAsync(kinds.RecurringJobs, cancellationToken), ListAsync(kinds.LonghornVolumes, cancellationToken), ListAsync(kinds.Backups, cancellationToken),
            ListAsync(kinds.ArchiveSnapshots, cancellationToken), ListAsync(kinds.Claims, cancellationToken),
        ];
        var state = new ClusterState(address.Keys, address.LonghornNamespace, address.Exemptions);
        foreach (var load in await Task.WhenAll(lists)) state = load(state);
        return state;
    }

    private async Task<Func<ClusterState, ClusterState>> ListAsync<T>(WatchedResource<T> kind, CancellationToken cancellationToken) where T : ClusterObject
    {
        try
        {
            var list = await ListAsync(kind, kind.Path, cancellationToken);
            return state => Load(state, kind.Slot, set => set.Replace(list.Items, list.Unknown, list.ResourceVersion));
        }
        // Who may read a namespace only sees its PVCs, and what their labels say. It isn't known then what becomes of jobs.
        catch (ApiException refused) when (refused.StatusCode == HttpStatusCode.Forbidden && typeof(T) == typeof(Claim) && onlyNamespace is not null)
        {
            var list = await ListAsync(kind, kind.Path with { Namespace = onlyNamespace }, cancellationToken);
            return state => Load(state, kind.Slot, set => set.Replace(list.Items, list.Unknown, list.ResourceVersion).Unavailable(refused.Message));
        }
        catch (ApiException refused) when (Refusals.Contains(refused.StatusCode))
        {
            return state => Load(state, kind.Slot, set => set.Unavailable(refused.Message));
        }
        catch (JsonException unreadable)
        {
            return state => Load(state, kind.Slot, set => set.Unavailable(unreadable.Message));
        }
    }

    private async Task<KindList<T>> ListAsync<T>(WatchedResource<T> kind, KindPath path, CancellationToken cancellationToken) where T : ClusterObject
    {
        var decoder = new ObjectDecoder<T>(path, kind.Decode, null, NullLogger.Instance);
        var lister = new ResourceLister<T>(api, path, decoder, PageSize, new ReflectorHealth(clock)) { PageRead = static () => { } };
        // Off the caller's thread: decoding is what takes its time.
        return await Task.Run(() => lister.ListAsync(cancellationToken), cancellationToken);
    }

    private ClusterState Load<T>(ClusterState state, StateSlot<T> slot, Func<ObjectSet<T>, ObjectSet<T>> change) where T : ClusterObject =>
        ClusterChange.Apply(state, slot, null, change, clock.GetUtcNow(), Affected.Everything());

    private static ClusterAccess Find(ClusterAddress address, ApiOptions options, TimeProvider clock)
    {
        try
        {
            return ClusterAccess.OfPerson(options, address.Context, Environment.GetEnvironmentVariable, clock);
        }
        catch (Exception unusable) when (unusable is not OptionsException)
        {
            // The library and its YAML reader throw many types; all of them are about a file that somebody else wrote.
            throw new OptionsException($"the kubeconfig can't be used: {unusable.Message.ReplaceLineEndings(" ")}");
        }
    }
}
