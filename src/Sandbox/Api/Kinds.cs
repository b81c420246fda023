using System.Collections.Frozen;

namespace Sandbox.Api;

// Add a row to serve another kind.
internal static class Kinds
{
    private static readonly FrozenSet<string> ClaimSpec = FrozenSet.Create(
        "accessModes", "dataSource", "dataSourceRef", "resources", "selector", "storageClassName", "volumeAttributesClassName", "volumeMode", "volumeName");

    public static readonly ResourceKind Namespaces = new("", "v1", "namespaces", "Namespace")
    {
        Namespaced = false, HasStatus = true, Finalized = true, ShortNames = ["ns"], Defaults = CoreDefaults.Namespace, Named = CoreDefaults.NamedNamespace,
        Columns = [Column.ObjectName, Column.At("Status", "status.phase"), Column.Age],
    };

    public static readonly ResourceKind Claims = new("", "v1", "persistentvolumeclaims", "PersistentVolumeClaim")
    {
        HasStatus = true, ShortNames = ["pvc"], SpecFields = ClaimSpec, Defaults = CoreDefaults.Claim, Rules = ClaimRules.Check,
        Columns =
        [
            Column.ObjectName, new("Status", "string", (item, _) => item.Deleting() ? "Terminating" : item.Text("status", "phase")),
            Column.At("Volume", "spec.volumeName"), Column.At("Capacity", "status.capacity.storage"),
            new("Access Modes", "string", (item, _) => AccessModes.Short(item.Items("status", "accessModes"))),
            new("StorageClass", "string", (item, _) => StorageClassOf.Item(item) ?? ""), Column.At("VolumeAttributesClass", "spec.volumeAttributesClassName", absent: "<unset>"),
            Column.Age, Column.At("VolumeMode", "spec.volumeMode", priority: 1),
        ],
    };

    public static readonly ResourceKind StorageClasses = new("storage.k8s.io", "v1", "storageclasses", "StorageClass")
    {
        Namespaced = false, ShortNames = ["sc"],
        Columns =
        [
            new("Name", "string", (item, _) => CoreDefaults.IsDefaultClass(item)
                ? $"{item.Text("metadata", "name")} (default)" : item.Text("metadata", "name")) { Format = "name" },
            Column.At("Provisioner", "provisioner"), Column.At("ReclaimPolicy", "reclaimPolicy", absent: "Delete"), Column.Age,
        ],
    };

    public static readonly ResourceKind MutatingWebhooks = Webhooks("mutatingwebhookconfigurations", "MutatingWebhookConfiguration");

    public static readonly ResourceKind ValidatingWebhooks = Webhooks("validatingwebhookconfigurations", "ValidatingWebhookConfiguration");

    // The kinds of a plain cluster.
    public static readonly IReadOnlyList<ResourceKind> Core =
    [
        Namespaces,
        Claims,
        new("", "v1", "persistentvolumes", "PersistentVolume")
        {
            Namespaced = false, HasStatus = true, ShortNames = ["pv"], Defaults = CoreDefaults.Volume,
            Columns =
            [
                Column.ObjectName, Column.At("Capacity", "spec.capacity.storage"),
                new("Access Modes", "string", (item, _) => AccessModes.Short(item.Items("spec", "accessModes"))),
                Column.At("Reclaim Policy", "spec.persistentVolumeReclaimPolicy"), Column.At("Status", "status.phase"),
                new("Claim", "string", (item, _) => item.At("spec", "claimRef") is { } claim ? $"{claim.Text("namespace")}/{claim.Text("name")}" : ""),
                new("StorageClass", "string", (item, _) => StorageClassOf.Item(item) ?? ""), Column.Age,
            ],
        },
        new("", "v1", "configmaps", "ConfigMap")
        {
            ShortNames = ["cm"],
            Columns = [Column.ObjectName, new("Data", "integer", (item, _) => (item["data"] as System.Text.Json.Nodes.JsonObject)?.Count ?? 0), Column.Age],
        },
        new("", "v1", "secrets", "Secret") { Defaults = CoreDefaults.Secret, Columns = [Column.ObjectName, Column.At("Type", "type"), Column.Age] },
        new("", "v1", "pods", "Pod") { HasStatus = true, ShortNames = ["po"], Columns = [Column.ObjectName, Column.At("Status", "status.phase"), Column.Age] },
        new("", "v1", "events", "Event") { ShortNames = ["ev"], StoredAs = "events", Columns = EventViews.Columns("involvedObject", "message") },
        new("events.k8s.io", "v1", "events", "Event")
        {
            ShortNames = ["ev"], StoredAs = "events", Renamed = EventViews.Renamed, Rules = EventViews.Rules,
            Columns = EventViews.Columns("regarding", "note"),
        },
        new("coordination.k8s.io", "v1", "leases", "Lease")
        {
            Rules = MicroTimes.InLease, Columns = [Column.ObjectName, Column.At("Holder", "spec.holderIdentity"), Column.Age],
        },
        StorageClasses,
        MutatingWebhooks,
        ValidatingWebhooks,
    ];

    // What Longhorn's CustomResourceDefinitions add.
    private static readonly IReadOnlyList<ResourceKind> Longhorn =
    [
        LonghornKind("recurringjobs", "RecurringJob", "lhrj",
            [
                Column.At("Groups", "spec.groups"), Column.At("Task", "spec.task"), Column.At("Cron", "spec.cron"),
                Column.At("Retain", "spec.retain", "integer"), Column.At("Concurrency", "spec.concurrency", "integer"),
                Column.Age with { Type = "date" }, Column.At("Labels", "spec.labels"),
            ],
            "concurrency", "cron", "groups", "labels", "name", "parameters", "retain", "task"),
        LonghornKind("volumes", "Volume", "lhv",
            [Column.At("Data Engine", "spec.dataEngine"), Column.At("State", "status.state"), Column.At("Robustness", "status.robustness"), Column.At("Size", "spec.size"), Column.Age]),
        LonghornKind("snapshots", "Snapshot", "lhsnap",
            [Column.At("Volume", "spec.volume"), Column.At("CreationTime", "status.creationTime"), Column.At("ReadyToUse", "status.readyToUse", "boolean"), Column.Age],
            "createSnapshot", "labels", "volume"),
        LonghornKind("backups", "Backup", "lhb",
            [Column.At("SnapshotName", "status.snapshotName"), Column.At("SnapshotSize", "status.size"), Column.At("State", "status.state"), Column.Age],
            "backupBlockSize", "backupMode", "labels", "snapshotName", "syncRequestedAt"),
        LonghornKind("settings", "Setting", "lhs", [Column.At("Value", "value"), Column.Age]),
        LonghornKind("backuptargets", "BackupTarget", "lhbt",
            [Column.At("URL", "spec.backupTargetURL"), Column.At("Available", "status.available", "boolean"), Column.Age]),
    ];

    // The schemas of a version of Longhorn.
    public static IReadOnlyList<ResourceKind> LonghornOf(Version version) =>
        version < new Version(1, 13) ? Longhorn : [.. Longhorn.Select(kind => kind.Plural == "recurringjobs" ? WithRetentionPolicy(kind) : kind)];

    private static ResourceKind WithRetentionPolicy(ResourceKind jobs) => jobs with
    {
        SpecFields = [.. jobs.SpecFields!, "retentionPolicy", "retainAge"],
        SpecDefaults = new Dictionary<string, string> { ["retentionPolicy"] = "count-based" },
    };

    private static ResourceKind Webhooks(string plural, string kind) => new("admissionregistration.k8s.io", "v1", plural, kind)
    {
        Namespaced = false, Rules = WebhookRules.Check,
        Columns = [Column.ObjectName, new("Webhooks", "integer", (item, _) => item.Items("webhooks").Count()), Column.Age],
    };

    private static ResourceKind LonghornKind(string plural, string kind, string shortName, Column[] columns, params string[] specFields) =>
        new("longhorn.io", "v1beta2", plural, kind)
        {
            Custom = true, HasStatus = true, ShortNames = [shortName], Columns = [Column.ObjectName, .. columns],
            SpecFields = specFields.Length == 0 ? null : specFields.ToFrozenSet(),
        };
}
