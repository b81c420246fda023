using Prometheus;
using WebhookController.Certificates;

namespace WebhookController.Observability;

internal sealed class CertificateMetrics(ControllerMetrics metrics) : ICertificateObserver
{
    private readonly Gauge _notAfter = metrics.Factory.CreateGauge(
        "backup_webhook_certificate_not_after_timestamp_seconds", "When the certificate that is served expires; 0 while there is none.");

    private readonly Counter _reloads = metrics.Factory.CreateCounter(
        "backup_webhook_certificate_reloads_total", "Times the certificate was read because its files had changed.", ["result"]);

    public void Loaded(DateTimeOffset notAfter)
    {
        _notAfter.Set(notAfter.ToUnixTimeSeconds());
        _reloads.WithLabels("loaded").Inc();
    }

    public void Failed() => _reloads.WithLabels("failed").Inc();
}
