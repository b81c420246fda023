using System.Globalization;
using System.Text.Json.Nodes;
using Sandbox.Api;
using Sandbox.Store;

namespace Sandbox.Longhorn;

// Longhorn deletes a failed backup after failed-backup-ttl minutes; 0 keeps it.
internal sealed class FailedBackups
{
    private readonly LonghornCluster _cluster;

    public FailedBackups(LonghornCluster cluster)
    {
        _cluster = cluster;
        cluster.Backups.Changed += backup =>
        {
            if (Backups.HasFailed(backup) && !backup.Deleting()) cluster.Queue.Add($"expire {backup.ObjectName()}", ct => ExpireAsync(backup.ObjectName(), ct));
        };
    }

    private async Task ExpireAsync(ObjectName name, CancellationToken ct)
    {
        if (_cluster.Backups.Find(name) is not { } backup || !Backups.HasFailed(backup) || backup.Deleting()) return;
        var setting = await _cluster.Api.FindAsync(Collection.Settings.At(_cluster.Own("failed-backup-ttl")), ct);
        if (!double.TryParse(setting.Text("value"), CultureInfo.InvariantCulture, out var minutes) || minutes <= 0) return;

        var left = FailedAt(backup) + TimeSpan.FromMinutes(minutes) - _cluster.Options.TimeProvider.GetUtcNow();
        if (left <= TimeSpan.Zero) await _cluster.Api.DeleteAsync(Collection.Backups.At(name), ct);
        else _cluster.Queue.AddLater($"expire {name} in time", left, again => ExpireAsync(name, again));
    }

    private static DateTimeOffset FailedAt(JsonObject backup) => DateTimeOffset.Parse(
        backup.Text("status", "lastSyncedAt") ?? backup.Text("metadata", "creationTimestamp")!, CultureInfo.InvariantCulture);
}
