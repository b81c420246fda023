using System.Globalization;
using WebhookController.Core.Report;
using WebhookController.Core.Status;
using WebhookController.StatusPage.Sections;

namespace WebhookController.StatusPage.Json;

// Sums over all PVCs, whatever the query selects.
internal sealed record TotalsJson
{
    public required int Pvcs { get; init; }

    public required int Covered { get; init; }

    public required double Coverage { get; init; }

    public required int AtRisk { get; init; }

    public required int NeedAttention { get; init; }

    public required int Stale { get; init; }

    public required int Orphans { get; init; }

    public required long UntrackedBytes { get; init; }

    public required IReadOnlyDictionary<string, int> States { get; init; }

    public static TotalsJson Of(ReportTotals totals) => new()
    {
        Pvcs = totals.Claims + totals.Exempt,
        Covered = totals.Covered,
        Coverage = totals.Coverage,
        AtRisk = totals.AtRisk,
        NeedAttention = totals.NeedAttention,
        Stale = totals.Stale,
        Orphans = totals.Orphans,
        UntrackedBytes = totals.UntrackedBytes,
        States = Enum.GetValues<ProtectionState>().ToDictionary(state => state.MetricName(), state => totals.ByState.GetValueOrDefault(state), StringComparer.Ordinal),
    };
}

// When backups start.
internal sealed record StartsJson(int Peak, string PeakAt, IEnumerable<StartsInHourJson> Next24Hours)
{
    public static StartsJson Of(ClusterReport report) => new(
        report.Starts.Peak, report.Starts.PeakAt.ToString("HH:mm", CultureInfo.InvariantCulture),
        StartsPicture.HoursFrom(report.Now, report.Starts).Select(hour => new StartsInHourJson(hour.From, hour.Starts)));
}

internal sealed record StartsInHourJson(DateTimeOffset From, int Starts);
