using System.Text.Json.Nodes;

namespace WebhookController.Tests.Admission;

// In the format of kube-apiserver.
internal sealed record ReviewBody
{
    private const string Prefix = "backup.vluwte.nl/";

    public string Uid { get; init; } = "705ab4f5-6393-11e8-b7cc-42010a800002";

    public string Group { get; init; } = "";

    public string Kind { get; init; } = "PersistentVolumeClaim";

    public string Operation { get; init; } = "CREATE";

    public string Namespace { get; init; } = "monitoring";

    public string Name { get; init; } = "data";

    public string? SubResource { get; init; }

    public JsonObject? Object { get; init; }

    public JsonObject? OldObject { get; init; }

    public bool DryRun { get; init; }

    public static ReviewBody Create(params string[] labels) => CreateOf("monitoring", "data", labels);

    public static ReviewBody CreateOf(string ns, string name, params string[] labels) =>
        new() { Namespace = ns, Name = name, Object = Claim(ns, name, labels) };

    public static ReviewBody Update(string[] before, params string[] after) => new()
    {
        Operation = "UPDATE",
        Object = Claim("monitoring", "data", after),
        OldObject = Claim("monitoring", "data", before),
    };

    public static ReviewBody Delete(params string[] labels) =>
        new() { Operation = "DELETE", OldObject = Claim("monitoring", "data", labels) };

    public static ReviewBody ConfigMap(string ns, string name, string[] data, string[]? before = null) => new()
    {
        Kind = "ConfigMap",
        Namespace = ns,
        Name = name,
        Operation = before is null ? "CREATE" : "UPDATE",
        Object = Map(ns, name, data),
        OldObject = before is null ? null : Map(ns, name, before),
    };

    // A Namespace or a StorageClass; null where it isn't there before, or after.
    public static ReviewBody Layer(string kind, string name, string[]? before, string[]? after) => new()
    {
        Group = kind == "StorageClass" ? "storage.k8s.io" : "",
        Kind = kind,
        Namespace = kind == "StorageClass" ? "" : name,
        Name = name,
        Operation = before is null ? "CREATE" : after is null ? "DELETE" : "UPDATE",
        Object = after is null ? null : Labelled(kind, name, after),
        OldObject = before is null ? null : Labelled(kind, name, before),
    };

    public ReviewBody On(string storageClass) => Changed(claim => claim["spec"]!["storageClassName"] = storageClass);

    public ReviewBody Changed(Action<JsonObject> change)
    {
        var changed = this with { Object = Object?.DeepClone().AsObject(), OldObject = OldObject?.DeepClone().AsObject() };
        change(changed.Object ?? changed.OldObject!);
        return changed;
    }

    public JsonObject ToJson() => new()
    {
        ["kind"] = "AdmissionReview",
        ["apiVersion"] = "admission.k8s.io/v1",
        ["request"] = new JsonObject
        {
            ["uid"] = Uid,
            ["kind"] = new JsonObject { ["group"] = Group, ["version"] = "v1", ["kind"] = Kind },
            ["resource"] = new JsonObject { ["group"] = Group, ["version"] = "v1", ["resource"] = Kind.ToLowerInvariant() + "s" },
            ["subResource"] = SubResource,
            ["name"] = Name,
            ["namespace"] = Namespace,
            ["operation"] = Operation,
            ["userInfo"] = new JsonObject { ["username"] = "admin", ["groups"] = new JsonArray("system:masters") },
            ["object"] = Object?.DeepClone(),
            ["oldObject"] = OldObject?.DeepClone(),
            ["dryRun"] = DryRun,
            ["options"] = new JsonObject { ["kind"] = "CreateOptions", ["apiVersion"] = "meta.k8s.io/v1" },
        },
    };

    public override string ToString() => ToJson().ToJsonString();

    private static JsonObject Claim(string ns, string name, string[] labels) => new()
    {
        ["kind"] = "PersistentVolumeClaim",
        ["apiVersion"] = "v1",
        ["metadata"] = new JsonObject
        {
            ["name"] = name,
            ["namespace"] = ns,
            ["labels"] = Pairs(labels, Prefix),
            ["finalizers"] = new JsonArray("kubernetes.io/pvc-protection"),
            ["managedFields"] = new JsonArray(new JsonObject { ["manager"] = "kubectl", ["fieldsV1"] = new JsonObject { ["f:metadata"] = new JsonObject() } }),
        },
        ["spec"] = new JsonObject { ["accessModes"] = new JsonArray("ReadWriteOnce"), ["storageClassName"] = "longhorn" },
        ["status"] = new JsonObject { ["phase"] = "Pending" },
    };

    private static JsonObject Labelled(string kind, string name, string[] labels)
    {
        var item = new JsonObject { ["kind"] = kind, ["metadata"] = new JsonObject { ["name"] = name, ["labels"] = Pairs(labels, Prefix) } };
        if (kind == "StorageClass") item["provisioner"] = "driver.longhorn.io";
        else item["spec"] = new JsonObject { ["finalizers"] = new JsonArray("kubernetes") };
        return item;
    }

    private static JsonObject Map(string ns, string name, string[] data) => new()
    {
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = ns },
        ["data"] = Pairs(data, ""),
    };

    private static JsonObject Pairs(string[] pairs, string prefix)
    {
        var map = new JsonObject();
        foreach (var pair in pairs)
            if (pair.Split('=', 2) is [var key, var value]) map[prefix + key] = value;
        return map;
    }
}
