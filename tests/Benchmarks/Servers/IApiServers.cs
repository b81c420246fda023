using Benchmarks.Cluster;
using RealServer;

namespace Benchmarks.Servers;

/// What kind of API server everything is measured against. Each measurement has one that holds nothing but its own cluster.
internal interface IApiServers
{
    /// Whether it is filled by requests, one object at a time.
    bool AreFilledByRequests { get; }

    Task<string> DescribeAsync(CancellationToken ct);

    Task<ApiServer> StartAsync(ClusterSize size, CancellationToken ct);
}

internal static class ApiServers
{
    public static IApiServers Of(Settings settings) => (settings.Kubeconfig, ControlPlane.Assets) switch
    {
        ({ Length: > 0 } kubeconfig, _) => new GivenApiServers(kubeconfig),
        (_, { } assets) => new RealApiServers(assets),
        _ => new SandboxApiServers(),
    };
}
