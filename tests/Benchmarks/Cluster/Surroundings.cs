using System.Text.Json.Nodes;

namespace Benchmarks.Cluster;

/// What a cluster has besides PVCs and their backups.
internal static class Surroundings
{
    private const string StorageClassName = "longhorn";
    private const string DefaultsName = "backup-defaults";
    private const string TargetName = "default";

    private static readonly (string Name, string Value)[] Settings =
        [("recurring-job-max-retention", "100"), ("allow-recurring-job-while-volume-detached", "false"), ("failed-backup-ttl", "1440")];

    public static bool IsStorageClass(string name) => name == StorageClassName;

    public static bool IsDefaults(string name) => name == DefaultsName;

    public static bool IsSetting(string name) => Settings.Any(setting => setting.Name == name);

    public static bool IsTarget(string name) => name == TargetName;

    public static IEnumerable<JsonObject> Namespaces() => Names.AllNamespaces.Select(name => Item("v1", "Namespace", name, ""));

    public static IEnumerable<JsonObject> WithinThem() => [StorageClass(), Defaults(), .. Settings.Select(Setting), Target()];

    public static JsonObject Item(string apiVersion, string kind, string name, string ns)
    {
        var metadata = new JsonObject { ["name"] = name };
        if (ns.Length > 0) metadata["namespace"] = ns;
        return new JsonObject { ["apiVersion"] = apiVersion, ["kind"] = kind, ["metadata"] = metadata };
    }

    public static JsonObject Longhorn(string kind, string name) => Item("longhorn.io/v1beta2", kind, name, Names.Longhorn);

    private static JsonObject StorageClass()
    {
        var item = Item("storage.k8s.io/v1", "StorageClass", StorageClassName, "");
        item["provisioner"] = "driver.longhorn.io";
        item["reclaimPolicy"] = "Delete";
        return item;
    }

    private static JsonObject Defaults()
    {
        var item = Item("v1", "ConfigMap", DefaultsName, Names.Controller);
        item["data"] = new JsonObject { ["retain"] = "8", ["interval"] = "4", ["start"] = "0030", ["full-backup-interval"] = "4", ["concurrency"] = "1" };
        return item;
    }

    private static JsonObject Setting((string Name, string Value) setting)
    {
        var item = Longhorn("Setting", setting.Name);
        item["value"] = setting.Value;
        return item;
    }

    private static JsonObject Target()
    {
        var item = Longhorn("BackupTarget", TargetName);
        item["spec"] = new JsonObject { ["backupTargetURL"] = "s3://b@r/", ["credentialSecret"] = "", ["pollInterval"] = "5m0s" };
        item["status"] = new JsonObject { ["available"] = true };
        return item;
    }
}
