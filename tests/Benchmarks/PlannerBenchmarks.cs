using BenchmarkDotNet.Attributes;
using Benchmarks.Cluster;
using WebhookController.Core.Cluster;
using WebhookController.Core.Planning;

namespace Benchmarks;

/// A pass over PVCs with eight backups each, and nothing to do: what a controller of a big cluster spends its days with.
[MemoryDiagnoser]
public class PlannerBenchmarks
{
    private ClusterState _state = null!;

    [Params(1_000, 10_000)]
    public int Claims { get; set; }

    [GlobalSetup]
    public void Settle() => _state = SyntheticCluster.Settled(Claims, Settings.BackupsEach);

    [Benchmark]
    public Plan Pass() => SyntheticCluster.Plan(_state);
}
