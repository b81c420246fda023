using System.Globalization;
using WebhookController.Commands.Output;
using WebhookController.Core.Layers;
using WebhookController.Core.Report;
using WebhookController.Core.Status;

namespace WebhookController.Commands.Audit;

// A PVC as a row of the table, in plain words.
internal static class AuditRows
{
    public static readonly IReadOnlyList<Column> Columns =
    [
        new(""), new("PVC", Elastic: true), new("STATE"), new("REASON", Elastic: true), new("LAST BACKUP", Right: true), new("EVERY", Right: true),
        new("NEXT RUN"), new("KEEPS", Right: true), new("JOB", Elastic: true), new("SETTINGS", Elastic: true),
    ];

    public static IReadOnlyList<Cell> Of(ClaimReport claim, DateTimeOffset now)
    {
        var colour = ColourOf(claim.Urgency);
        return
        [
            new(SymbolOf(claim), colour), $"{claim.Claim}", new(claim.Status.Current.State.MetricName(), colour), ReasonOf(claim),
            new(Durations.Short(claim.AgeAt(now)), claim.Freshness switch { Freshness.Stale => Colour.Red, Freshness.Late => Colour.Yellow, _ => Colour.None }),
            Durations.Short(claim.Status.Interval), NextRun(claim.Status.NextRun), claim.Status.Retain?.ToString(CultureInfo.InvariantCulture) ?? "–",
            claim.Status.Job ?? "–", SettingsOf(claim),
        ];
    }

    // Who backs it up, too, or instead.
    private static string ReasonOf(ClaimReport claim) =>
        claim.OtherSchedules.Count == 0 ? claim.Status.Current.ReasonName : $"{claim.Status.Current.ReasonName} (also {string.Join(", ", claim.OtherSchedules)})";

    public static Colour ColourOf(Urgency urgency) => urgency switch
    {
        Urgency.Critical => Colour.Red,
        Urgency.Warning => Colour.Yellow,
        Urgency.Notice => Colour.Cyan,
        _ => Colour.Green,
    };

    public static string SymbolOf(Urgency urgency) => urgency switch
    {
        Urgency.Critical => "✖",
        Urgency.Warning => "!",
        Urgency.Notice => "·",
        _ => "✔",
    };

    private static string SymbolOf(ClaimReport claim) =>
        claim.Status.Current.State is ProtectionState.OptedOut or ProtectionState.Exempt ? "–" : SymbolOf(claim.Urgency);

    private static string NextRun(DateTimeOffset? next) => next is { } at ? at.UtcDateTime.ToString("MM-dd HH:mm", CultureInfo.InvariantCulture) : "–";

    // Those that hold everywhere need no mention.
    private static string SettingsOf(ClaimReport claim) => string.Join(", ", claim.Settings
        .Where(setting => setting.Source is not (SettingSource.BuiltIn or SettingSource.ConfigMap))
        .Select(setting => $"{setting.Name}={setting.Value} ({setting.Source.InWords()})"));
}
