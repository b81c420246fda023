using System.Globalization;
using WebhookController.Core.Status;

namespace WebhookController.Core.Report;

/// <summary>How the whole cluster is, in one sentence.</summary>
/// <param name="Urgency">How soon a person has to look.</param>
/// <param name="Headline">The sentence.</param>
/// <param name="Detail">What else there is to say at a glance.</param>
public sealed record Verdict(Urgency Urgency, string Headline, string Detail)
{
    /// <summary>The verdict of a report.</summary>
    public static Verdict Of(ClusterReport report)
    {
        var (totals, wanted) = (report.Totals, report.Totals.Claims - report.Totals.OptedOut);
        if (report.Missing.Count > 0)
            return new(Urgency.Critical, "Not everything can be read", "Until it can, nothing is written, and only what labels say is known.");
        if (report.Partial) return new(Urgency.Notice, "The cluster is being read", "The controller has just started. In a moment there is more to see.");
        var covered = wanted == 1 ? $"{Number(totals.Covered)} of 1 PVC that should have backups is covered." : $"{Number(totals.Covered)} of {Number(wanted)} PVCs that should have backups are covered.";
        if (totals.AtRisk > 0) return new(Urgency.Critical, totals.AtRisk == 1 ? "1 PVC is at risk" : $"{Number(totals.AtRisk)} PVCs are at risk", covered);
        if (report.Targets.FirstOrDefault(target => !target.Available) is { } target)
            return new(Urgency.Critical, $"Backup target {target.Name} can't be reached", covered);
        if (totals.NeedAttention > 0)
            return new(Urgency.Warning, totals.NeedAttention == 1 ? "1 PVC needs attention" : $"{Number(totals.NeedAttention)} PVCs need attention", $"No data is at risk. {covered}");
        if (wanted == 0) return new(Urgency.None, "No PVC asks for backups", totals.Claims == 0 ? "There is no PVC on Longhorn." : "All have opted out.");
        var waiting = totals.ByState.GetValueOrDefault(ProtectionState.Pending);
        return waiting == 0
            ? new(Urgency.None, wanted == 1 ? "The PVC is backed up" : $"All {Number(wanted)} PVCs are backed up", "Every backup is there, and none is late.")
            : new(Urgency.None, wanted == 1 ? "The PVC is covered" : $"All {Number(wanted)} PVCs are covered", waiting == 1 ? "1 waits for its first backup." : $"{Number(waiting)} wait for their first backup.");
    }

    private static string Number(int number) => number.ToString("#,0", CultureInfo.InvariantCulture);
}
