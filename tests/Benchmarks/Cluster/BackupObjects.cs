using System.Globalization;
using System.Text.Json.Nodes;

namespace Benchmarks.Cluster;

internal static class BackupObjects
{
    public static JsonObject SourceLabels(int claim) => new()
    {
        [$"{Names.Prefix}source-namespace"] = Names.Namespace(claim), [$"{Names.Prefix}source-pvc"] = Names.Claim(claim),
    };

    public static JsonObject Backup(int claim, int number, bool underWay, DateTimeOffset now)
    {
        var name = Names.Backup(claim, number);
        var taken = Text(underWay ? now : now.AddHours(-4 * (number + 1)));
        var item = Surroundings.Longhorn("Backup", name);
        item["metadata"]!["creationTimestamp"] = taken;
        item["metadata"]!["finalizers"] = new JsonArray("longhorn.io");
        item["metadata"]!["labels"] = new JsonObject { ["backup-target"] = "default", ["backup-volume"] = Names.Volume(claim) };
        item["spec"] = new JsonObject { ["snapshotName"] = $"snapshot-{name}", ["backupMode"] = "incremental", ["labels"] = Labels(claim) };
        item["status"] = underWay ? Progress(claim, name, taken) : Completed(claim, name, taken);
        return item;
    }

    private static JsonObject Progress(int claim, string name, string taken) => new()
    {
        ["state"] = "InProgress", ["progress"] = 1, ["snapshotName"] = $"snapshot-{name}", ["snapshotCreatedAt"] = taken, ["volumeName"] = Names.Volume(claim), ["ownerID"] = "node-1",
    };

    private static JsonObject Completed(int claim, string name, string taken)
    {
        var labels = Labels(claim);
        labels["KubernetesStatus"] = $$"""{"pvName":"{{Names.Volume(claim)}}","pvStatus":"Bound","namespace":"{{Names.Namespace(claim)}}","pvcName":"{{Names.Claim(claim)}}","lastPVCRefAt":"","workloadsStatus":null,"lastPodRefAt":""}""";
        return new JsonObject
        {
            ["state"] = "Completed", ["progress"] = 100, ["size"] = "1048576", ["volumeName"] = Names.Volume(claim), ["volumeSize"] = "10737418240", ["labels"] = labels,
            ["url"] = $"s3://b@r/?backup={name}&volume={Names.Volume(claim)}", ["backupCreatedAt"] = taken, ["snapshotCreatedAt"] = taken,
            ["snapshotName"] = $"snapshot-{name}", ["lastSyncedAt"] = taken, ["compressionMethod"] = "lz4", ["ownerID"] = "node-1", ["messages"] = new JsonObject(),
        };
    }

    private static JsonObject Labels(int claim)
    {
        var labels = SourceLabels(claim);
        labels["RecurringJob"] = Names.Job(claim);
        return labels;
    }

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
