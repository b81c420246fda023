using System.Text.Json.Nodes;

namespace Benchmarks.Cluster;

/// A bound PVC, its volumes, and the job that the defaults give it.
internal static class ClaimObjects
{
    private const string ManagedFields = """
        [{"manager":"kubectl-client-side-apply","operation":"Update","apiVersion":"v1","time":"2026-11-22T10:00:00Z","fieldsType":"FieldsV1","fieldsV1":{"f:metadata":{"f:labels":{".":{},"f:app.kubernetes.io/name":{},"f:backup.vluwte.nl/enabled":{},"f:backup.vluwte.nl/name":{}},"f:annotations":{".":{},"f:pv.kubernetes.io/bind-completed":{}}},"f:spec":{"f:accessModes":{},"f:resources":{"f:requests":{".":{},"f:storage":{}}},"f:storageClassName":{},"f:volumeMode":{},"f:volumeName":{}}}}]
        """;

    public static JsonObject Claim(int claim, bool optedIn)
    {
        var item = Surroundings.Item("v1", "PersistentVolumeClaim", Names.Claim(claim), Names.Namespace(claim));
        var labels = new JsonObject { ["app.kubernetes.io/name"] = "grafana" };
        item["metadata"]!["uid"] = Names.Uid(claim);
        item["metadata"]!["labels"] = labels;
        if (optedIn) OptIn(item, claim);
        item["metadata"]!["annotations"] = new JsonObject { ["pv.kubernetes.io/bind-completed"] = "yes", ["volume.kubernetes.io/storage-provisioner"] = "driver.longhorn.io" };
        item["metadata"]!["finalizers"] = new JsonArray("kubernetes.io/pvc-protection");
        item["metadata"]!["managedFields"] = JsonNode.Parse(ManagedFields);
        item["spec"] = new JsonObject
        {
            ["accessModes"] = new JsonArray("ReadWriteOnce"), ["resources"] = new JsonObject { ["requests"] = new JsonObject { ["storage"] = "10Gi" } },
            ["storageClassName"] = "longhorn", ["volumeMode"] = "Filesystem", ["volumeName"] = Names.Volume(claim),
        };
        item["status"] = new JsonObject { ["phase"] = "Bound", ["accessModes"] = new JsonArray("ReadWriteOnce"), ["capacity"] = new JsonObject { ["storage"] = "10Gi" } };
        return item;
    }

    public static void OptIn(JsonObject item, int claim)
    {
        var labels = item["metadata"]!["labels"]!;
        labels[$"{Names.Prefix}enabled"] = "true";
        labels[$"{Names.Prefix}name"] = Names.Claim(claim);
    }

    public static JsonObject PersistentVolume(int claim)
    {
        var item = Surroundings.Item("v1", "PersistentVolume", Names.Volume(claim), "");
        item["metadata"]!["annotations"] = new JsonObject { ["pv.kubernetes.io/provisioned-by"] = "driver.longhorn.io" };
        item["spec"] = new JsonObject
        {
            ["accessModes"] = new JsonArray("ReadWriteOnce"), ["capacity"] = new JsonObject { ["storage"] = "10Gi" },
            ["claimRef"] = new JsonObject
            {
                ["apiVersion"] = "v1", ["kind"] = "PersistentVolumeClaim", ["namespace"] = Names.Namespace(claim), ["name"] = Names.Claim(claim), ["uid"] = Names.Uid(claim),
            },
            ["csi"] = new JsonObject { ["driver"] = "driver.longhorn.io", ["fsType"] = "ext4", ["volumeHandle"] = Names.Volume(claim) },
            ["persistentVolumeReclaimPolicy"] = "Delete", ["storageClassName"] = "longhorn",
        };
        item["status"] = new JsonObject { ["phase"] = "Bound" };
        return item;
    }

    public static JsonObject Volume(int claim, bool carriesJob)
    {
        var item = Surroundings.Longhorn("Volume", Names.Volume(claim));
        item["metadata"]!["labels"] = new JsonObject { ["longhornvolume"] = Names.Volume(claim) };
        if (carriesJob) item["metadata"]!["labels"]![Names.JobLabel(claim)] = "enabled";
        item["spec"] = new JsonObject
        {
            ["accessMode"] = "rwo", ["backupTargetName"] = "default", ["dataEngine"] = "v1", ["frontend"] = "blockdev", ["numberOfReplicas"] = 3, ["size"] = "10737418240",
        };
        item["status"] = new JsonObject
        {
            ["state"] = "attached", ["robustness"] = "healthy",
            ["kubernetesStatus"] = new JsonObject { ["namespace"] = Names.Namespace(claim), ["pvcName"] = Names.Claim(claim), ["pvName"] = Names.Volume(claim), ["pvStatus"] = "Bound" },
        };
        return item;
    }

    public static JsonObject Job(int claim)
    {
        var item = Surroundings.Longhorn("RecurringJob", Names.Job(claim));
        item["metadata"]!["labels"] = new JsonObject
        {
            [$"{Names.Prefix}managed"] = "true", [$"{Names.Prefix}source-namespace"] = Names.Namespace(claim), [$"{Names.Prefix}source-pvc"] = Names.Claim(claim),
        };
        item["spec"] = new JsonObject
        {
            ["name"] = Names.Job(claim), ["task"] = "backup", ["cron"] = "30 0/4 * * ?", ["retain"] = 8, ["concurrency"] = 1, ["groups"] = new JsonArray(),
            ["parameters"] = new JsonObject { ["full-backup-interval"] = "4" }, ["labels"] = BackupObjects.SourceLabels(claim),
        };
        return item;
    }
}
