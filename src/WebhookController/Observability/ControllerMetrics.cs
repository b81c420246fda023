using Prometheus;

namespace WebhookController.Observability;

// Where all our metrics are registered: one of its own for each host, so that hosts in one process (tests) don't share counters.
internal sealed class ControllerMetrics
{
    public ControllerMetrics()
    {
        Registry = Metrics.NewCustomRegistry();
        Factory = Metrics.WithCustomRegistry(Registry);
    }

    public CollectorRegistry Registry { get; }

    public IMetricFactory Factory { get; }

    // From half a millisecond to eight seconds.
    public static double[] Durations { get; } = Histogram.ExponentialBuckets(0.0005, 2, 15);
}
