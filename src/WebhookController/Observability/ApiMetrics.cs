using System.Globalization;
using System.Net;
using Prometheus;
using WebhookController.Kubernetes.Client;

namespace WebhookController.Observability;

internal sealed class ApiMetrics(ControllerMetrics metrics) : IApiObserver
{
    private readonly Counter _requests = metrics.Factory.CreateCounter(
        "backup_api_requests_total", "Requests to the API server, retries included; code 0 means that no answer came.", ["verb", "kind", "code"]);

    private readonly Histogram _duration = metrics.Factory.CreateHistogram(
        "backup_api_request_duration_seconds", "How long requests to the API server took; of a watch, until it opened.",
        new HistogramConfiguration { LabelNames = ["verb"], Buckets = ControllerMetrics.Durations });

    public void Attempted(string verb, KindPath kind, HttpStatusCode? status, TimeSpan duration)
    {
        var code = ((int)(status ?? 0)).ToString(CultureInfo.InvariantCulture);
        _requests.WithLabels(verb, kind.ToString(), code).Inc();
        _duration.WithLabels(verb).Observe(duration.TotalSeconds);
    }
}
