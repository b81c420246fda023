using System.Text.Json.Nodes;

namespace Sandbox.Commands;

// The PVCs of a trial run and the objects that the controller makes for them.
internal static class Claims
{
    public const string Prefix = "backup.vluwte.nl/";
    public const string Namespace = "shop";
    public const string ControllerNamespace = "backup-controller";
    public const string Defaults = "backup-defaults";
    public const string LonghornNamespace = "longhorn-system";
    public const string DefaultsPath = $"api/v1/namespaces/{ControllerNamespace}/configmaps/{Defaults}";

    public static string PathOf(string claim) => $"api/v1/namespaces/{Namespace}/persistentvolumeclaims/{claim}";

    public static string JobOf(string claim) => $"backup-{Namespace}-{claim}";

    public static string JobPathOf(string claim) => $"apis/longhorn.io/v1beta2/namespaces/{LonghornNamespace}/recurringjobs/{JobOf(claim)}";

    // labels: key=value without the prefix.
    public static JsonObject New(string name, params string[] labels)
    {
        var metadata = new JsonObject { ["name"] = name, ["namespace"] = Namespace };
        if (labels.Length > 0) metadata["labels"] = Labels(labels);
        return new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "PersistentVolumeClaim",
            ["metadata"] = metadata,
            ["spec"] = new JsonObject
            {
                ["accessModes"] = new JsonArray("ReadWriteOnce"), ["storageClassName"] = "longhorn",
                ["resources"] = new JsonObject { ["requests"] = new JsonObject { ["storage"] = "1Gi" } },
            },
        };
    }

    // labels: key=value without the prefix.
    public static JsonObject Labels(params IEnumerable<string> labels) => new(labels
        .Select(label => label.Split('=', 2))
        .Select(pair => KeyValuePair.Create<string, JsonNode?>(Prefix + pair[0], pair[1])));
}
