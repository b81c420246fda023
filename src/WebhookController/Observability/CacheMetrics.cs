using WebhookController.Cache;

namespace WebhookController.Observability;

// How fresh the cache is, read at each scrape.
internal sealed class CacheMetrics(ControllerMetrics metrics, InformerService informers)
{
    public void Publish()
    {
        var synced = metrics.Factory.CreateGauge("backup_reflector_synced", "1 while the kind has been read and can still be; 0 after three minutes without a list or watch.", ["kind"]);
        var silence = metrics.Factory.CreateGauge(
            "backup_reflector_silence_seconds", "How long nothing of the kind has arrived: no list, event or bookmark. A refusal doesn't count.", ["kind"]);
        var unreadable = metrics.Factory.CreateGauge(
            "backup_reflector_unreadable_objects", "Objects that are there and can't be read: what is said of their PVCs may be out of date.", ["kind"]);
        metrics.Registry.AddBeforeCollectCallback(() =>
        {
            foreach (var (kind, count) in informers.Unreadable) unreadable.WithLabels(kind.ToString()).Set(count);
            foreach (var (kind, health) in informers.Kinds)
            {
                synced.WithLabels(kind.ToString()).Set(health.Synced ? 1 : 0);
                silence.WithLabels(kind.ToString()).Set(health.Silence.TotalSeconds);
            }
        });
    }
}
