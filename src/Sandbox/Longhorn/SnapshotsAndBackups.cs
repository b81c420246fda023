using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Sandbox.Api;
using Sandbox.Store;

namespace Sandbox.Longhorn;

/// <summary>Snapshots become ready, and backups go from Pending over InProgress to Completed, or to Error where a test wants that.</summary>
internal sealed class SnapshotsAndBackups
{
    private readonly LonghornCluster _cluster;

    public SnapshotsAndBackups(LonghornCluster cluster)
    {
        _cluster = cluster;
        cluster.Snapshots.Changed += ConsiderSnapshot;
        cluster.Backups.Changed += ConsiderBackup;
    }

    /// <summary>Errors that the next snapshots and backups end with, one each.</summary>
    public ConcurrentQueue<string> SnapshotErrors { get; } = [];

    public ConcurrentQueue<string> BackupErrors { get; } = [];

    private void ConsiderSnapshot(JsonObject snapshot)
    {
        if (snapshot.Flag("status", "readyToUse") || snapshot.Text("status", "error") is { Length: > 0 } || snapshot.Deleting() || _cluster.Holds(Behaviours.Snapshots)) return;
        _cluster.Queue.AddLater($"snapshot {snapshot.ObjectName()}", _cluster.Options.SnapshotDelay, ct => CompleteSnapshotAsync(snapshot.ObjectName(), ct));
    }

    private async Task CompleteSnapshotAsync(ObjectName name, CancellationToken ct)
    {
        if (_cluster.Snapshots.Find(name) is not { } snapshot || snapshot.Flag("status", "readyToUse") || _cluster.Holds(Behaviours.Snapshots)) return;
        var status = SnapshotErrors.TryDequeue(out var error)
            ? new JsonObject { ["readyToUse"] = false, ["error"] = error }
            : new JsonObject { ["readyToUse"] = true, ["creationTime"] = _cluster.Now, ["size"] = 1, ["labels"] = snapshot.At("spec", "labels")?.DeepClone() };
        await _cluster.PatchStatusAsync(Collection.Snapshots, name, status, ct);
    }

    private void ConsiderBackup(JsonObject backup)
    {
        if (Next(backup) is null || backup.Deleting() || _cluster.Holds(Behaviours.Backups)) return;
        _cluster.Queue.AddLater($"backup {backup.ObjectName()}", _cluster.Options.BackupDelay, ct => AdvanceBackupAsync(backup.ObjectName(), ct));
    }

    private async Task AdvanceBackupAsync(ObjectName name, CancellationToken ct)
    {
        if (_cluster.Backups.Find(name) is not { } backup || Next(backup) is not { } state || _cluster.Holds(Behaviours.Backups)) return;
        var volume = VolumeOf(backup);
        var status = (state, error: state == "Completed" && BackupErrors.TryDequeue(out var error) ? error : null) switch
        {
            ("Pending", _) => new JsonObject { ["state"] = state, ["progress"] = 0 },
            ("InProgress", _) => new JsonObject { ["state"] = state, ["progress"] = 50, ["snapshotName"] = backup.Text("spec", "snapshotName"), ["volumeName"] = volume },
            (_, { } why) => new JsonObject { ["state"] = "Error", ["error"] = why },
            _ => Completed(backup, volume),
        };
        await _cluster.PatchStatusAsync(Collection.Backups, name, status, ct);
        if (status.Text("state") != "Completed") return;

        var last = new JsonObject { ["lastBackup"] = name.Name, ["lastBackupAt"] = _cluster.Now };
        await _cluster.PatchStatusAsync(Collection.Volumes, _cluster.Own(volume), last, ct);
    }

    private JsonObject Completed(JsonObject backup, string volume)
    {
        var labels = backup.At("spec", "labels")?.DeepClone() as JsonObject ?? [];
        if (_cluster.Volumes.Find(_cluster.Own(volume)).At("status", "kubernetesStatus") is { } kubernetes) labels["KubernetesStatus"] = kubernetes.ToJsonString();
        return new JsonObject
        {
            ["state"] = "Completed", ["progress"] = 100, ["size"] = "1048576", ["volumeName"] = volume, ["labels"] = labels,
            ["url"] = $"s3://b@r/?backup={backup.Text("metadata", "name")}&volume={volume}", ["backupCreatedAt"] = _cluster.Now, ["snapshotCreatedAt"] = _cluster.Now,
        };
    }

    private string VolumeOf(JsonObject backup) =>
        _cluster.Snapshots.Find(_cluster.Own(backup.Text("spec", "snapshotName") ?? "")).Text("spec", "volume") ?? backup.Text("metadata", "labels", "backup-volume") ?? "";

    private static string? Next(JsonObject backup) => (backup.Text("status", "state") ?? "") switch
    {
        "" => "Pending",
        "Pending" => "InProgress",
        "InProgress" => "Completed",
        _ => null,
    };
}
