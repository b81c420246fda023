using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Layers;
using WebhookController.Core.Planning;
using WebhookController.Core.Scheduling;
using WebhookController.Core.Status;

namespace WebhookController.Core.Report;

/// <summary>Says of one PVC what the report has of it.</summary>
internal static class ClaimReporter
{
    public static ClaimReport Of(
        ProtectionStatus status, IReadOnlyList<Violation> violations, bool held, ClusterState state, EffectiveDefaults defaults, DateTimeOffset now)
    {
        var freshness = status.FreshnessAt(now);
        var report = new ClaimReport(status, freshness, UrgencyOf(status, freshness, held)) { Mistakes = [.. violations.Select(violation => violation.Message)], Held = held };
        if (state.ClaimIndex[status.Claim] is not { } claim) return report;
        var sum = status.Job is { } job ? state.Longhorn.BackupIndex.CompleteOf(job) : default;
        return report with
        {
            EnabledBy = claim.EnabledBy,
            Exemption = claim.Exemption?.ToString(),
            Settings = claim.Intent.OptedIn || status.Job is not null ? SettingReport.Of([.. SettingsInForce.InOrder(claim, KeptBy(status, state), defaults)]) : [],
            Volume = claim.Volume,
            Backups = sum.Backups,
            BackupBytes = sum.Bytes,
            OtherSchedules = state.VolumeOf(claim) is { } volume ? OtherSchedules.Of(volume, state) : [],
        };
    }

    private static SettingsOverrides KeptBy(ProtectionStatus status, ClusterState state) =>
        status.Job is { } name && state.JobNamed(name) is { } job ? SettingsOfJob.Read(job.Spec) : SettingsOverrides.None;

    private static Urgency UrgencyOf(ProtectionStatus status, Freshness freshness, bool held) => (status.Current.State, freshness) switch
    {
        (ProtectionState.Unprotected or ProtectionState.Unknown, _) or (_, Freshness.Stale) => Urgency.Critical,
        (ProtectionState.Violating or ProtectionState.Conflicting, _) or (_, Freshness.Late) => Urgency.Warning,
        _ when held => Urgency.Warning,
        (ProtectionState.Pending or ProtectionState.Archiving, _) => Urgency.Notice,
        (ProtectionState.Protected, _) when status.Current != ReasonedState.For(ProtectionReason.Ok) && status.Current != ReasonedState.For(ProtectionReason.Idle) => Urgency.Notice,
        _ => Urgency.None,
    };
}
