using WebhookController.Core.Objects;
using WebhookController.Kubernetes;
using WebhookController.Kubernetes.Client;
using WebhookController.Kubernetes.Reflectors;

namespace WebhookController.Cache;

// Keeps the cache true: a reflector for every kind, for as long as the process runs.
internal sealed class InformerService : BackgroundService
{
    private readonly List<(KindPath Kind, ReflectorHealth Health, Func<int> Unreadable, Func<CancellationToken, Task> Run)> _reflectors = [];

    public InformerService(
        ApiClient api,
        WatchedResources resources,
        ClusterCache cache,
        ReflectorOptions options,
        TimeProvider clock,
        Jitter jitter,
        ILogger<InformerService> logger,
        IReflectorObserver observer)
    {
        Add(resources.Claims);
        Add(resources.PersistentVolumes);
        Add(resources.StorageClasses);
        Add(resources.ConfigMaps);
        Add(resources.Namespaces);
        Add(resources.RecurringJobs);
        Add(resources.LonghornVolumes);
        Add(resources.Backups);
        Add(resources.ArchiveSnapshots);
        Add(resources.Settings);
        Add(resources.BackupTargets);

        void Add<T>(WatchedResource<T> resource) where T : ClusterObject
        {
            var sink = new CacheUpdater<T>(cache, resource.Slot);
            var reflector = new Reflector<T>(api, resource.Path, resource.Decode, sink, options, clock, jitter, logger, observer);
            _reflectors.Add((resource.Path, reflector.Health, () => resource.Slot.Get(cache.State).Unknown.Count, reflector.RunAsync));
        }
    }

    // Every kind with how its reflector is doing.
    public IEnumerable<(KindPath Kind, ReflectorHealth Health)> Kinds => _reflectors.Select(reflector => (reflector.Kind, reflector.Health));

    // How many objects of every kind are there and can't be read.
    public IEnumerable<(KindPath Kind, int Count)> Unreadable => _reflectors.Select(reflector => (reflector.Kind, reflector.Unreadable()));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            // None ends before it is stopped. Should one fail all the same, the process must not go on with a cache that is no longer true.
            await foreach (var ended in Task.WhenEach(_reflectors.Select(reflector => reflector.Run(stoppingToken)))) await ended;
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping is how reflectors end.
        }
    }
}
