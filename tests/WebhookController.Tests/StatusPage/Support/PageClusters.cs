using System.Globalization;

namespace WebhookController.Tests.StatusPage.Support;

/// Clusters of several sizes, with something of everything.
internal static class PageClusters
{
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(3);

    /// A home lab.
    public static PageCluster Small() => new PageCluster()
        .Add("monitoring", "grafana", lastBackup: Fresh)
        .Add("monitoring", "prometheus", "enabled=true retain=3 interval=24", lastBackup: TimeSpan.FromHours(11), backups: 3)
        .Add("media", "photos", lastBackup: TimeSpan.FromHours(31), backups: 8)
        .Add("media", "cache", "enabled=false")
        .Add("home", "notes")
        .Add("shop", "postgres", "enabled=true retain=many", lastBackup: Fresh);

    /// Of many PVCs one in fifty is wrong in one way or another.
    public static PageCluster Large(int claims)
    {
        var cluster = new PageCluster();
        for (var i = 0; i < claims; i++)
        {
            var (ns, name) = (Text($"team-{i % 300}"), Text($"data-{i}"));
            _ = (i % 250) switch
            {
                7 => cluster.Add(ns, name, lastBackup: TimeSpan.FromHours(20)),
                57 => cluster.Add(ns, name, ""),
                107 => cluster.Add(ns, name, "enabled=true interval=5", lastBackup: Fresh),
                157 => cluster.Add(ns, name, lastBackup: TimeSpan.FromHours(6)),
                207 => cluster.Add(ns, name, lastBackup: Fresh, volume: volume => volume with { Faulted = true }),
                27 or 28 or 29 => cluster.Add(ns, name, "enabled=false"),
                227 => cluster.AddUnbound(ns, name),
                _ => cluster.Add(ns, name, i % 3 == 0 ? "enabled=true start=auto" : "enabled=true", lastBackup: TimeSpan.FromMinutes(30 + i % 200), backups: 2),
            };
        }
        return cluster;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
