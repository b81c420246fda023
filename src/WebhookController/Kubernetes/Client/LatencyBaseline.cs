namespace WebhookController.Kubernetes.Client;

// How fast each kind of request is answered when the server isn't busy, and whether an answer was much slower than that.
// The rule is a gradient on the long-term minimum (as TCP Vegas and Netflix's concurrency-limits use it), with two tolerances:
// - per operation, because creating a RecurringJob goes through Longhorn's webhooks and patching a PVC doesn't: after many of
//   the one, the first of the other are no sign of load;
// - a factor of three and a tenth of a second: below that, garbage collection and disk syncs look like load.
// The minimum is kept for good but for one case: with one request at a time, nothing of its latency is our own doing, so what
// is measured then is the new normal. A server that became slower for good thus costs one descent, and the limit grows again.
internal sealed class LatencyBaseline
{
    private const int Factor = 3;
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(100);

    private readonly Dictionary<string, TimeSpan> _minima = [];

    public bool IsSlow(string operation, TimeSpan latency, bool wasAlone)
    {
        var known = _minima.TryGetValue(operation, out var minimum);
        if (!known || latency < minimum)
        {
            _minima[operation] = latency;
            return false;
        }

        if (latency <= minimum * Factor || latency - minimum <= Tolerance) return false;
        if (!wasAlone) return true;
        _minima[operation] = latency;
        return false;
    }
}
