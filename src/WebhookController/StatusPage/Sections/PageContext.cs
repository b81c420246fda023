using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Objects;
using WebhookController.Core.Report;
using WebhookController.StatusPage.Html;
using WebhookController.StatusPage.Serving;

namespace WebhookController.StatusPage.Sections;

// What the parts of a page are written from.
internal sealed record PageContext(StatusSnapshot Snapshot, ReplicaFacts Replica, string OwnNamespace, string AssetVersion)
{
    // The way to the overview. All links are relative, so that the page works behind a proxy that puts a path in front of it.
    public string Root { get; init; } = "./";

    public ClusterReport Report => Snapshot.Report;

    public ClusterState State => Snapshot.State;

    public LabelKeys Keys => Snapshot.State.Keys;

    public DateTimeOffset Now => Report.Now;

    public string LinkTo(ObjectKey claim) => $"{Root}pvc/{Uri.EscapeDataString(claim.Namespace)}/{Uri.EscapeDataString(claim.Name)}";

    public static string Runbook(string alert) => $"https://github.com/vluwte/longhorn-backup-controller/blob/main/deploy/runbooks/{alert}.md";

    public static string LevelOf(Urgency urgency) => urgency switch
    {
        Urgency.Critical => Badge.Critical,
        Urgency.Warning => Badge.Warning,
        Urgency.Notice => Badge.Notice,
        _ => Badge.Good,
    };
}
