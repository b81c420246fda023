using System.Diagnostics.CodeAnalysis;
using WebhookController.Admission;
using WebhookController.Cache;
using WebhookController.Certificates;
using WebhookController.Core.Labels;
using WebhookController.Events;
using WebhookController.Kubernetes;
using WebhookController.Kubernetes.Client;
using WebhookController.Kubernetes.Reflectors;
using WebhookController.LeaderElection;
using WebhookController.Observability;
using WebhookController.Reconciliation;
using WebhookController.StatusPage;

namespace WebhookController.Hosting;

// In the order in which data flows.
internal static class ControllerServices
{
    public static IServiceCollection AddController(this IServiceCollection services, ControllerOptions options, string ownNamespace) => services
        .AddSingleton(TimeProvider.System)
        .AddSingleton(NewJitter())
        .AddSingleton(NewIdentity())
        .AddSingleton(new LabelKeys(options.Labels.Prefix))
        .AddObservability()
        .AddKubernetes(options, ownNamespace)
        .AddServingCertificate(new CertificateOptions(options.Webhook.CertificateDirectory, options.Webhook.Names))
        .AddAdmission(options.Admission, ownNamespace)
        .AddEvents(ownNamespace)
        .AddLeaderElection(options.LeaderElection, options.Reconciler.DryRun, ownNamespace)
        .AddReconciliation(options.Reconciler)
        .AddStatusPage(options.StatusPage, ownNamespace)
        .AddGracefulStop(options.Webhook);

    private static IServiceCollection AddObservability(this IServiceCollection services) => services
        .AddSingleton<ControllerMetrics>()
        .AddSingleton<ClaimMetrics>()
        .AddSingleton<CacheMetrics>()
        .AddSingleton<LeaderMetrics>()
        .AddSingleton<IReconcileObserver, ReconcileMetrics>()
        .AddSingleton<IReflectorObserver, ReflectorMetrics>()
        .AddSingleton<IApiObserver, ApiMetrics>()
        .AddSingleton<IAdmissionObserver, AdmissionMetrics>()
        .AddSingleton<IEventObserver, EventMetrics>()
        .AddSingleton<ICertificateObserver, CertificateMetrics>();

    private static IServiceCollection AddKubernetes(this IServiceCollection services, ControllerOptions options, string ownNamespace) => services
        .AddSingleton(provider => new ApiOptions
        {
            Kubeconfig = options.Kubernetes.Kubeconfig,
            // The audit log of the API server shows the same replica name as the Lease.
            UserAgent = $"longhorn-backup-controller/{BuildInfo.Version} ({provider.GetRequiredService<ReplicaIdentity>().Name})",
        })
        .AddSingleton(new ReflectorOptions())
        .AddSingleton(Connect)
        .AddSingleton<ApiClient>()
        .AddSingleton(provider => new WatchedResources(
            provider.GetRequiredService<LabelKeys>(), ownNamespace, options.Longhorn.Namespace, options.Exemptions.ToExemptions()))
        .AddSingleton(provider => new ClusterCache(
            provider.GetRequiredService<LabelKeys>(), options.Longhorn.Namespace, provider.GetRequiredService<TimeProvider>(), options.Exemptions.ToExemptions()))
        .AddSingleton<InformerService>()
        .AddHostedService(provider => provider.GetRequiredService<InformerService>())
        .AddSingleton<Probes>();

    private static IServiceCollection AddReconciliation(this IServiceCollection services, ReconcilerOptions options) => services
        .AddSingleton(options)
        .AddSingleton<DefaultsStore>()
        .AddSingleton<ChangeBackoff>()
        .AddSingleton<RecentDeletions>()
        .AddSingleton<RecentLowerings>()
        .AddSingleton<ChangeQueue>()
        .AddSingleton<ChangeWorkers>()
        .AddSingleton<ClusterWriter>()
        .AddSingleton<SequenceRunner>()
        .AddSingleton<PlanLogger>()
        .AddSingleton<Reconciler>()
        .AddSingleton<ReconcileLoop>()
        .AddHostedService(provider => provider.GetRequiredService<ReconcileLoop>());

    private static ApiConnection Connect(IServiceProvider provider)
    {
        var (options, clock) = (provider.GetRequiredService<ApiOptions>(), provider.GetRequiredService<TimeProvider>());
        var logger = provider.GetRequiredService<ILogger<ApiConnection>>();
        var access = FindCluster(options, clock, logger);
        return ApiClientFactory.Connect(access, options, clock, provider.GetRequiredService<Jitter>(), provider.GetRequiredService<IApiObserver>());
    }

    private static ClusterAccess FindCluster(ApiOptions options, TimeProvider clock, ILogger logger)
    {
        try
        {
            return ClusterAccess.Find(options, Environment.GetEnvironmentVariable, clock, logger);
        }
        catch (Exception unusable)
        {
            // The library and its YAML reader throw many types; all of them are about a file that somebody else wrote.
            var file = string.IsNullOrEmpty(options.Kubeconfig) ? "" : $" {options.Kubeconfig}";
            throw new OptionsException($"the kubeconfig{file} can't be used: {unusable.Message.ReplaceLineEndings(" ")}");
        }
    }

    private static ReplicaIdentity NewIdentity()
    {
#pragma warning disable RS0030 // The only source of identities.
        return ReplicaIdentity.Of(Environment.MachineName, Guid.NewGuid());
#pragma warning restore RS0030
    }

    [SuppressMessage("Security", "CA5394", Justification = "Delays need no secrecy.")]
    internal static Jitter NewJitter()
    {
#pragma warning disable RS0030 // The only source of randomness.
        return new Jitter(new Random());
#pragma warning restore RS0030
    }
}
