using System.Text.Json.Nodes;
using Sandbox.Api;
using Sandbox.Store;

namespace Sandbox.Longhorn;

internal static class ObjectShapes
{
    public static JsonObject Reference(JsonObject claim) => new()
    {
        ["apiVersion"] = "v1", ["kind"] = "PersistentVolumeClaim", ["namespace"] = claim.Text("metadata", "namespace"),
        ["name"] = claim.Text("metadata", "name"), ["uid"] = claim.Text("metadata", "uid"),
    };

    public static JsonObject PersistentVolume(string name, JsonObject claim, string reclaimPolicy) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "PersistentVolume",
        ["metadata"] = new JsonObject
        {
            ["name"] = name, ["annotations"] = new JsonObject { ["pv.kubernetes.io/provisioned-by"] = VolumeBinder.Driver },
        },
        ["spec"] = new JsonObject
        {
            ["capacity"] = new JsonObject { ["storage"] = claim.Text("spec", "resources", "requests", "storage") },
            ["accessModes"] = claim.At("spec", "accessModes")?.DeepClone(),
            ["persistentVolumeReclaimPolicy"] = reclaimPolicy,
            ["storageClassName"] = StorageClassOf.Item(claim),
            ["claimRef"] = Reference(claim),
            ["csi"] = new JsonObject { ["driver"] = VolumeBinder.Driver, ["volumeHandle"] = name, ["fsType"] = "ext4" },
        },
    };

    public static JsonObject Volume(ObjectName name, JsonObject claim) => new()
    {
        ["apiVersion"] = "longhorn.io/v1beta2",
        ["kind"] = "Volume",
        ["metadata"] = new JsonObject { ["name"] = name.Name, ["namespace"] = name.Namespace, ["labels"] = new JsonObject { ["longhornvolume"] = name.Name, [JobLabels.DefaultGroup] = JobLabels.Enabled } },
        ["spec"] = new JsonObject
        {
            ["accessMode"] = claim.Items("spec", "accessModes").Any(mode => mode.Text() == "ReadWriteMany") ? "rwx" : "rwo",
            ["backupBlockSize"] = "2097152", ["backupTargetName"] = "default", ["dataEngine"] = "v1", ["frontend"] = "blockdev", ["numberOfReplicas"] = 1, ["size"] = "1073741824",
        },
    };

    public static JsonObject VolumeStatus(JsonObject claim, string persistentVolume) => new()
    {
        ["state"] = "attached", ["robustness"] = "healthy", ["lastBackup"] = "", ["lastBackupAt"] = "",
        ["kubernetesStatus"] = new JsonObject
        {
            ["namespace"] = claim.Text("metadata", "namespace"), ["pvcName"] = claim.Text("metadata", "name"), ["pvName"] = persistentVolume, ["pvStatus"] = "Bound",
        },
    };

    public static JsonObject Snapshot(ObjectName name, string volume, JsonObject labels) => Resource("Snapshot", name, new JsonObject
    {
        ["volume"] = volume, ["createSnapshot"] = true, ["labels"] = labels,
    });

    public static JsonObject Backup(ObjectName name, string volume, string mode, JsonObject labels)
    {
        var backup = Resource("Backup", name, new JsonObject { ["snapshotName"] = name.Name, ["backupMode"] = mode, ["labels"] = labels });
        backup.Metadata()["labels"] = new JsonObject { ["backup-volume"] = volume };
        return backup;
    }

    public static JsonObject RestoredVolume(ObjectName name, string fromBackup) => Resource("Volume", name, new JsonObject
    {
        ["fromBackup"] = fromBackup, ["restoreVolumeRecurringJob"] = "enabled", ["accessMode"] = "rwo", ["backupBlockSize"] = "2097152", ["backupTargetName"] = "default",
        ["dataEngine"] = "v1", ["frontend"] = "blockdev", ["numberOfReplicas"] = 1, ["size"] = "1073741824",
    });

    public static JsonObject Resource(string kind, ObjectName name, JsonObject spec) => new()
    {
        ["apiVersion"] = "longhorn.io/v1beta2", ["kind"] = kind, ["metadata"] = new JsonObject { ["name"] = name.Name, ["namespace"] = name.Namespace }, ["spec"] = spec,
    };
}
