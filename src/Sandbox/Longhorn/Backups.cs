using System.Text.Json.Nodes;
using Sandbox.Api;
using Sandbox.Store;

namespace Sandbox.Longhorn;

// Backups go from Pending to InProgress to Completed, or fail as injected. They fail without their volume.
internal sealed class Backups
{
    private readonly LonghornCluster _cluster;

    public Backups(LonghornCluster cluster)
    {
        _cluster = cluster;
        cluster.Backups.Changed += Enqueue;
        cluster.Volumes.Gone += volume =>
        {
            foreach (var backup in cluster.Backups.All.Where(backup => VolumeOf(backup) == volume.Text("metadata", "name"))) Enqueue(backup);
        };
    }

    public InjectedFailures InjectedFailures { get; } = new();

    public static bool HasFailed(JsonObject backup) => backup.Text("status", "state") is "Error" or "Unknown";

    public static bool HasEnded(JsonObject backup) => HasFailed(backup) || backup.Text("status", "state") == "Completed";

    // A backup without a snapshot was found in the backup target.
    private void Enqueue(JsonObject backup)
    {
        if (HasEnded(backup) || backup.Deleting() || backup.Text("spec", "snapshotName") is null or "" || _cluster.Holds(Behaviours.Backups)) return;
        InjectedFailures.Assign(backup);
        _cluster.Queue.AddLater($"backup {backup.ObjectName()}", _cluster.Options.BackupDelay, ct => AdvanceAsync(backup.ObjectName(), ct));
    }

    private async Task AdvanceAsync(ObjectName name, CancellationToken ct)
    {
        if (_cluster.Backups.Find(name) is not { } backup || HasEnded(backup) || backup.Deleting() || _cluster.Holds(Behaviours.Backups)) return;
        var volume = VolumeOf(backup);
        var isThere = await _cluster.Api.FindAsync(Collection.Volumes.At(_cluster.Own(volume)), ct) is not null;
        if ((isThere ? Next(backup, volume) : Failed(InjectedFailure.Error($"volume {volume} is gone"))) is not { } status) return;
        await _cluster.AdvanceStatusAsync(Collection.Backups, backup, status, ct);
        if (status.Text("state") != "Completed") return;

        // Like Longhorn, uses the time of the backup: the clock may have moved on.
        var last = new JsonObject { ["lastBackup"] = name.Name, ["lastBackupAt"] = status.Text("backupCreatedAt") };
        await _cluster.PatchStatusAsync(Collection.Volumes, _cluster.Own(volume), last, ct);
    }

    private JsonObject? Next(JsonObject backup, string volume) => (backup.Text("status", "state") ?? "", InjectedFailures.For(backup)) switch
    {
        ("", _) => new JsonObject { ["state"] = "Pending", ["progress"] = 0 },
        ("Pending", var failure) => new JsonObject
        {
            ["state"] = "InProgress", ["progress"] = failure?.Progress ?? 50, ["snapshotName"] = backup.Text("spec", "snapshotName"), ["volumeName"] = volume,
        },
        (_, null) => Completed(backup, volume),
        (_, { FinalState: not null } failure) => Failed(failure),
        _ => null,
    };

    private JsonObject Failed(InjectedFailure failure) => new() { ["state"] = failure.FinalState, ["error"] = failure.Message, ["lastSyncedAt"] = _cluster.Now };

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
}
