using System.Diagnostics.CodeAnalysis;
using WebhookController.Hosting;
using WebhookController.Kubernetes.Client;

namespace WebhookController.LeaderElection;

internal static class ElectionRegistration
{
    /// A dry run neither leads nor stands for election: the Lease, too, is something that it doesn't write.
    public static IServiceCollection AddLeaderElection(this IServiceCollection services, ControllerOptions options, string ownNamespace) => options switch
    {
        { Reconciler.DryRun: true } => services.AddSingleton<Leadership>(),
        { LeaderElection.Enabled: false } => services.AddSingleton(LeadAlone),
        _ => services.AddSingleton<Leadership>().AddElection(options.LeaderElection, ownNamespace),
    };

    private static IServiceCollection AddElection(this IServiceCollection services, LeaderElectionOptions options, string ownNamespace) => services
        .AddSingleton(provider => new ElectionSettings(
            ownNamespace, provider.GetRequiredService<ReplicaIdentity>(), options.LeaseDuration, options.RenewDeadline, options.RetryPeriod))
        .AddSingleton<ILeaseStore>(provider => new LeaseStore(provider.GetRequiredService<ApiClient>(), ownNamespace))
        .AddSingleton<Candidate>()
        .AddSingleton<Elector>()
        .AddHostedService(provider => provider.GetRequiredService<Elector>());

    [SuppressMessage("Reliability", "CA2000", Justification = "Leadership disposes of its term.")]
    private static Leadership LeadAlone(IServiceProvider provider)
    {
        var leadership = new Leadership(provider.GetRequiredService<ILogger<Leadership>>());
        leadership.Begin(Term.Unlimited(provider.GetRequiredService<TimeProvider>()));
        return leadership;
    }
}
