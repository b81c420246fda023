using System.Diagnostics.CodeAnalysis;
using WebhookController.Kubernetes.Client;

namespace WebhookController.LeaderElection;

internal static class ElectionRegistration
{
    // A dry run does not take part in the election: it must not write the Lease, either.
    public static IServiceCollection AddLeaderElection(
        this IServiceCollection services, LeaderElectionOptions options, bool dryRun, string ownNamespace) => (dryRun, options.Enabled) switch
        {
            (true, _) => services.AddSingleton<Leadership>(),
            (false, false) => services.AddSingleton(LeadAlone),
            (false, true) => services.AddSingleton<Leadership>().AddElection(options, ownNamespace),
        };

    private static IServiceCollection AddElection(this IServiceCollection services, LeaderElectionOptions options, string ownNamespace) => services
        .AddSingleton(options)
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
