using System.Text.Json.Nodes;

namespace WebhookController.Tests.Integration.Support;

/// The objects that scenarios are made of, as a user would write them.
internal static class Objects
{
    public static JsonObject Namespace(string name) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Namespace",
        ["metadata"] = new JsonObject { ["name"] = name },
    };

    public static JsonObject Claim(string ns, string name, string? storageClass, params ReadOnlySpan<(string Label, string Value)> labels)
    {
        var spec = new JsonObject
        {
            ["accessModes"] = new JsonArray("ReadWriteOnce"),
            ["resources"] = new JsonObject { ["requests"] = new JsonObject { ["storage"] = "1Gi" } },
        };
        if (storageClass is not null) spec["storageClassName"] = storageClass;
        return new()
        {
            ["apiVersion"] = "v1",
            ["kind"] = "PersistentVolumeClaim",
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = ns, ["labels"] = Labels(labels) },
            ["spec"] = spec,
        };
    }

    /// Keys without a slash are ours.
    public static JsonObject Labels(params ReadOnlySpan<(string Label, string Value)> labels)
    {
        var map = new JsonObject();
        foreach (var (label, value) in labels) map[Key(label)] = value;
        return map;
    }

    public static string Key(string label) => label.Contains('/', StringComparison.Ordinal) ? label : $"backup.vluwte.nl/{label}";

    public static JsonObject LabelPatch(params ReadOnlySpan<(string Label, string? Value)> labels)
    {
        var map = new JsonObject();
        foreach (var (label, value) in labels) map[Key(label)] = value;
        return new() { ["metadata"] = new JsonObject { ["labels"] = map } };
    }

    public static JsonObject StorageClass(string name, string provisioner, bool isDefault = false) => new()
    {
        ["apiVersion"] = "storage.k8s.io/v1",
        ["kind"] = "StorageClass",
        ["metadata"] = new JsonObject
        {
            ["name"] = name,
            ["annotations"] = new JsonObject { ["storageclass.kubernetes.io/is-default-class"] = isDefault ? "true" : "false" },
        },
        ["provisioner"] = provisioner,
        ["reclaimPolicy"] = "Delete",
        ["volumeBindingMode"] = "Immediate",
    };

    public static JsonObject Job(string name, params ReadOnlySpan<(string Label, string Value)> labels) => new()
    {
        ["apiVersion"] = "longhorn.io/v1beta2",
        ["kind"] = "RecurringJob",
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = "longhorn-system", ["labels"] = Labels(labels) },
        ["spec"] = new JsonObject
        {
            ["name"] = name,
            ["task"] = "backup",
            ["cron"] = "0 3 * * ?",
            ["retain"] = 2,
            ["concurrency"] = 1,
            ["groups"] = new JsonArray(),
            ["labels"] = new JsonObject(),
            ["parameters"] = new JsonObject(),
        },
    };

    public static JsonObject Defaults(params ReadOnlySpan<(string Key, string Value)> data)
    {
        var map = new JsonObject();
        foreach (var (key, value) in data) map[key] = value;
        return new()
        {
            ["apiVersion"] = "v1",
            ["kind"] = "ConfigMap",
            ["metadata"] = new JsonObject { ["name"] = "backup-defaults", ["namespace"] = "backup-controller" },
            ["data"] = map,
        };
    }
}
