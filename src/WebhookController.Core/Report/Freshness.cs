using WebhookController.Core.Status;

namespace WebhookController.Core.Report;

/// <summary>How old the newest backup of a PVC is, against the interval of its job.</summary>
public enum Freshness
{
    /// <summary>No backup is due: nothing backs it up, it is at rest, or it is archived.</summary>
    NotExpected,

    /// <summary>The first backup isn't due yet.</summary>
    Awaited,

    /// <summary>A backup is being made and comes further.</summary>
    Running,

    /// <summary>At most one interval and an hour old.</summary>
    Fresh,

    /// <summary>One run is missed.</summary>
    Late,

    /// <summary>Two runs are missed, or the first one: the alerts <c>BackupStale</c> and <c>BackupNeverSucceeded</c> fire.</summary>
    Stale,
}

/// <summary>Tells freshness by the rules of the alerts, but for what they know of the last days.</summary>
public static class FreshnessRules
{
    private static readonly TimeSpan Grace = TimeSpan.FromHours(1);
    private static readonly TimeSpan Progressing = TimeSpan.FromHours(2);
    private static readonly HashSet<string> AtRest =
    [
        .. new[]
        {
            ProtectionReason.Idle, ProtectionReason.DetachedAndSettingOff, ProtectionReason.Restoring, ProtectionReason.InProgress, ProtectionReason.Ready,
            ProtectionReason.ExemptNamespace, ProtectionReason.ExemptSelector, ProtectionReason.ExemptTemporary,
        }.Select(reason => reason.MetricName()),
    ];

    /// <summary>The freshness of the PVC with this status.</summary>
    public static Freshness FreshnessAt(this ProtectionStatus status, DateTimeOffset now)
    {
        if (status is not { Managed: true, Interval: { } interval } || AtRest.Contains(status.Current.ReasonName)) return Freshness.NotExpected;
        if (status.ProgressMoved > now - Progressing) return Freshness.Running;
        if (status.LastSuccess is not { } last)
            return status.ProtectedSince is { } since && now - since > 1.5 * interval + Grace ? Freshness.Stale : Freshness.Awaited;
        var waiting = now - (status.ProtectedSince > last ? status.ProtectedSince.Value : last);
        return waiting > 2 * interval + Grace ? Freshness.Stale : waiting > interval + Grace ? Freshness.Late : Freshness.Fresh;
    }
}
