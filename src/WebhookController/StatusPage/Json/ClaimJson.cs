using WebhookController.Core.Layers;
using WebhookController.Core.Report;
using WebhookController.Core.Status;
using WebhookController.StatusPage.Sections;

namespace WebhookController.StatusPage.Json;

// One PVC.
internal sealed record ClaimJson
{
    public required string Namespace { get; init; }

    public required string Name { get; init; }

    public required string State { get; init; }

    public required string Reason { get; init; }

    public required string Level { get; init; }

    public required string Freshness { get; init; }

    public required string Why { get; init; }

    public string? Advice { get; init; }

    public string? Runbook { get; init; }

    public DateTimeOffset? LastBackup { get; init; }

    public long? AgeSeconds { get; init; }

    public long? IntervalSeconds { get; init; }

    public DateTimeOffset? NextRun { get; init; }

    public DateTimeOffset? LastFailure { get; init; }

    public int Failures { get; init; }

    public DateTimeOffset? ProtectedSince { get; init; }

    public string? Job { get; init; }

    public int? Retain { get; init; }

    public int Backups { get; init; }

    public long BackupBytes { get; init; }

    public string? Volume { get; init; }

    public string? EnabledBy { get; init; }

    public string? ExemptBy { get; init; }

    public required IEnumerable<SettingJson> Settings { get; init; }

    public required IReadOnlyList<string> Mistakes { get; init; }

    public required IReadOnlyCollection<string> OtherSchedules { get; init; }

    public bool Held { get; init; }

    public static ClaimJson Of(ClaimReport claim, DateTimeOffset now)
    {
        var (status, advice) = (claim.Status, Core.Report.Advice.For(claim));
        return new ClaimJson
        {
            Namespace = claim.Claim.Namespace,
            Name = claim.Claim.Name,
            State = status.Current.State.MetricName(),
            Reason = status.Current.ReasonName,
            Level = PageContext.LevelOf(claim.Urgency),
            Freshness = claim.Freshness == Core.Report.Freshness.NotExpected ? "not_expected" : claim.Freshness.ToString().ToLowerInvariant(),
            Why = claim.Why(),
            Advice = advice?.Text,
            Runbook = advice?.Runbook,
            LastBackup = status.LastSuccess,
            AgeSeconds = Seconds(claim.AgeAt(now)),
            IntervalSeconds = Seconds(status.Interval),
            NextRun = status.NextRun,
            LastFailure = status.LastFailure,
            Failures = status.Failures,
            ProtectedSince = status.ProtectedSince,
            Job = status.Job,
            Retain = status.Retain,
            Backups = claim.Backups,
            BackupBytes = claim.BackupBytes,
            Volume = claim.Volume,
            EnabledBy = claim.EnabledBy switch
            {
                Core.Cluster.EnabledBy.Claim => "pvc",
                Core.Cluster.EnabledBy.Namespace => "namespace",
                Core.Cluster.EnabledBy.StorageClass => "storageclass",
                Core.Cluster.EnabledBy.Undecided => "undecided",
                _ => null,
            },
            ExemptBy = claim.Exemption,
            Settings = claim.Settings.Select(setting => new SettingJson(setting.Name, setting.Value, setting.Source.InWords())),
            Mistakes = claim.Mistakes,
            OtherSchedules = claim.OtherSchedules,
            Held = claim.Held,
        };
    }

    private static long? Seconds(TimeSpan? span) => span is { } known ? (long)known.TotalSeconds : null;
}

internal sealed record SettingJson(string Name, string Value, string From);
