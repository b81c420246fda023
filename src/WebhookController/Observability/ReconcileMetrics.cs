using Prometheus;
using WebhookController.Core.Cluster;
using WebhookController.Core.Layers;
using WebhookController.Core.Planning;
using WebhookController.Reconciliation;

namespace WebhookController.Observability;

internal sealed class ReconcileMetrics : IReconcileObserver
{
    private readonly ClaimMetrics _claims;
    private readonly TimeProvider _clock;
    private readonly Histogram _duration;
    private readonly Gauge _lastPass;
    private readonly Gauge _waiting;
    private readonly Gauge _degraded;
    private readonly LayerMetrics _layers;
    private readonly Gauge _held;
    private readonly Gauge _heldRetention;
    private readonly Counter _changes;
    private readonly Counter _deleted;

    public ReconcileMetrics(ControllerMetrics metrics, ClaimMetrics claims, TimeProvider clock)
    {
        (_claims, _clock) = (claims, clock);
        var factory = metrics.Factory;
        _duration = factory.CreateHistogram(
            "backup_reconcile_duration_seconds", "How long a pass took: planning the PVCs that a change affects, and publishing what follows from it.",
            new HistogramConfiguration { Buckets = ControllerMetrics.Durations });
        _lastPass = factory.CreateGauge("backup_reconcile_last_pass_timestamp_seconds", "When the last pass ended.");
        _waiting = factory.CreateGauge("backup_reconcile_waiting_changes", "Changes that failed and wait for their next try.");
        _degraded = factory.CreateGauge(
            "backup_controller_degraded", "1 while nothing is written because Longhorn, or something else, can't be read.");
        _layers = new(metrics);
        _held = factory.CreateGauge("backup_deletions_held", "Deletions of jobs that wait for a person's consent, being too many at once.");
        _heldRetention = factory.CreateGauge(
            "backup_retention_held", "Jobs that keep their retain until a person agrees to a lower one, as it would cost too many backups at once.");
        _changes = factory.CreateCounter("backup_reconcile_changes_total", "Writes to the cluster.", ["change", "result"]);
        _deleted = factory.CreateCounter("backup_jobs_deleted_total", "RecurringJobs deleted.", ["reason"]);
    }

    public void Planned(PlanDelta delta, EffectiveDefaults defaults, ClusterState state)
    {
        _degraded.Set(state.CanPlan ? 0 : 1);
        _layers.Publish(delta, defaults, state);
        if (!delta.Partial)
        {
            _held.Set(delta.Held?.Deletions.Count ?? 0);
            _heldRetention.Set(delta.HeldRetention?.Lowerings.Count ?? 0);
        }
        _claims.Publish(delta);
    }

    public void Changed(Change change, ChangeResult result)
    {
        _changes.WithLabels(NameOf(change), NameOf(result)).Inc();
        if (change is DeleteJob delete && result == ChangeResult.Done) _deleted.WithLabels(NameOf(delete.Reason)).Inc();
    }

    public void PassEnded(TimeSpan duration, int waitingForRetry)
    {
        _duration.Observe(duration.TotalSeconds);
        _waiting.Set(waitingForRetry);
        _lastPass.Set(_clock.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0);
    }

    public void StoodBy()
    {
        _waiting.Set(0);
        _lastPass.Unpublish();
    }

    private static string NameOf(Change change) => change switch
    {
        CreateJob => "create_job",
        PatchJob => "patch_job",
        DeleteJob => "delete_job",
        CreateSnapshot => "create_snapshot",
        CreateBackup => "create_backup",
        LabelVolume => "label_volume",
        LabelClaim => "label_pvc",
        _ => throw new ArgumentOutOfRangeException(nameof(change), change, "a change without a name"),
    };

    private static string NameOf(ChangeResult result) => result switch
    {
        ChangeResult.Done => "done",
        ChangeResult.Conflict => "conflict",
        ChangeResult.Failed => "failed",
        _ => throw new ArgumentOutOfRangeException(nameof(result), result, "a result without a name"),
    };

    private static string NameOf(DeletionReason reason) => reason switch
    {
        DeletionReason.OptedOut => "opted_out",
        DeletionReason.OptedOutByLayer => "opted_out_by_layer",
        DeletionReason.Exempt => "exempt",
        DeletionReason.Renamed => "renamed",
        DeletionReason.ClaimGone => "pvc_gone",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "a reason without a name"),
    };
}
