using Microsoft.Extensions.Logging.Abstractions;
using WebhookController.Cache;
using WebhookController.Commands.Lint.Input;
using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Layers;
using WebhookController.Core.Objects;
using WebhookController.Kubernetes;
using WebhookController.Kubernetes.Client;
using WebhookController.Kubernetes.Reflectors;

namespace WebhookController.Commands.Lint;

// What only a cluster knows: names that are taken, classes, layers, Longhorn's ceiling. Each kind is listed once.
internal sealed class LintCluster
{
    private readonly ClusterCache _cache;
    private readonly ApiClient _api;
    private readonly Action<string> _note;
    private readonly TimeProvider _clock;

    private LintCluster(ClusterCache cache, ApiClient api, Action<string> note, TimeProvider clock) => (_cache, _api, _note, _clock) = (cache, api, note, clock);

    public ClusterState State => _cache.State;

    // That of the kubeconfig's context; null where it names none.
    public string? Namespace { get; private init; }

    // Throws InputException where there is no cluster.
    public static async Task<LintCluster> ReadAsync(LintOptions options, LabelKeys keys, Action<string> note, TimeProvider clock, CancellationToken cancellationToken)
    {
        var api = new ApiOptions { Kubeconfig = options.Kubeconfig, Context = options.Context, UserAgent = "longhorn-backup-controller-lint" };
        var access = Find(api, clock);
        using var connection = ApiClientFactory.Connect(access, api, clock, NoJitter());
        var cluster = new LintCluster(new ClusterCache(keys, options.LonghornNamespace, clock), new ApiClient(connection), note, clock)
        {
            Namespace = access.Configuration.Namespace is { Length: > 0 } its ? its : null,
        };
        var resources = new WatchedResources(keys, "", options.LonghornNamespace, Exemptions.None);
        await cluster.ListAsync(resources.Claims, "names that PVCs have taken", cancellationToken);
        await cluster.ListAsync(resources.PersistentVolumes, "which volumes are Longhorn's", cancellationToken);
        await cluster.ListAsync(resources.StorageClasses, "which StorageClasses are Longhorn's, and what they say", cancellationToken);
        await cluster.ListAsync(resources.Namespaces, "what Namespaces say", cancellationToken);
        await cluster.ListAsync(resources.RecurringJobs, "names that jobs have taken", cancellationToken);
        await cluster.ListAsync(resources.Settings, "how many backups Longhorn lets a job keep", cancellationToken);
        return cluster;
    }

    private async Task ListAsync<T>(WatchedResource<T> resource, string says, CancellationToken cancellationToken) where T : ClusterObject
    {
        var decoder = new ObjectDecoder<T>(resource.Path, resource.Decode, null, NullLogger.Instance);
        var lister = new ResourceLister<T>(_api, resource.Path, decoder, new ReflectorOptions().PageSize, new ReflectorHealth(_clock)) { PageRead = static () => { } };
        try
        {
            new CacheUpdater<T>(_cache, resource.Slot).Replace(await ListAsync(lister, cancellationToken));
        }
        catch (ApiException refusal) when (refusal.StatusCode is not System.Net.HttpStatusCode.Unauthorized)
        {
            _note($"{resource.Path} can't be read: {refusal.Message}; not checked: {says}");
        }
        catch (Exception failure) when (failure is ApiException or HttpRequestException or IOException or TimeoutException or System.Text.Json.JsonException)
        {
            throw new InputException($"the cluster can't be read: {failure.Message.ReplaceLineEndings(" ")}");
        }
    }

    // A list that takes longer than the server keeps its beginning starts again, once.
    private static async Task<KindList<T>> ListAsync<T>(ResourceLister<T> lister, CancellationToken cancellationToken) where T : ClusterObject
    {
        try
        {
            return await lister.ListAsync(cancellationToken);
        }
        catch (ApiException expired) when (WatchFailures.KindOf(expired) == WatchFailureKind.Expired)
        {
            lister.Restart();
            return await lister.ListAsync(cancellationToken);
        }
    }

    private static ClusterAccess Find(ApiOptions options, TimeProvider clock)
    {
        try
        {
            return ClusterAccess.Find(options, Environment.GetEnvironmentVariable, clock, NullLogger.Instance);
        }
        catch (Exception unusable) when (unusable is not OutOfMemoryException)
        {
            // The library and its YAML reader throw many types; all of them are about a file that somebody else wrote.
            throw new InputException($"there is no cluster to ask: {unusable.Message.ReplaceLineEndings(" ")}");
        }
    }

    // For retries of writes, of which there are none.
    private static Jitter NoJitter()
    {
#pragma warning disable RS0030 // Nothing is drawn from it.
        return new Jitter(new Random(0));
#pragma warning restore RS0030
    }
}
