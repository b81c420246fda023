using System.Text.Json.Nodes;

namespace Sandbox.Api;

// The defaults that the API server sets on new objects of built-in kinds.
internal static class CoreDefaults
{
    public const string ClaimProtection = "kubernetes.io/pvc-protection";
    public const string VolumeProtection = "kubernetes.io/pv-protection";

    public static void Namespace(JsonObject item, string? defaultClass)
    {
        NamedNamespace(item);
        item["spec"] = new JsonObject { ["finalizers"] = new JsonArray("kubernetes") };
        item["status"] = new JsonObject { ["phase"] = "Active" };
    }

    // Where the name was generated only now, and again where an update drops it.
    public static void NamedNamespace(JsonObject item)
    {
        if (item.Text("metadata", "name") is { Length: > 0 } name) item.Metadata().Child("labels")["kubernetes.io/metadata.name"] = name;
    }

    public static void Claim(JsonObject item, string? defaultClass)
    {
        var spec = item.Child("spec");
        spec["volumeMode"] ??= "Filesystem";
        if (!StorageClassOf.IsNamed(item) && defaultClass is not null) spec["storageClassName"] = defaultClass;
        item["status"] = new JsonObject { ["phase"] = "Pending" };
        Protect(item, ClaimProtection);
    }

    public static void Secret(JsonObject item, string? defaultClass) => item["type"] ??= "Opaque";

    public static void Volume(JsonObject item, string? defaultClass)
    {
        var spec = item.Child("spec");
        spec["volumeMode"] ??= "Filesystem";
        spec["persistentVolumeReclaimPolicy"] ??= "Retain";
        item["status"] = new JsonObject { ["phase"] = "Pending" };
        Protect(item, VolumeProtection);
    }

    public static bool IsDefaultClass(JsonObject storageClass) =>
        storageClass.Text("metadata", "annotations", "storageclass.kubernetes.io/is-default-class") == "true";

    private static void Protect(JsonObject item, string finalizer)
    {
        if (item.Items("metadata", "finalizers").Any(present => present.Text() == finalizer)) return;
        if (item.Metadata()["finalizers"] is JsonArray finalizers) finalizers.Add((JsonNode)finalizer);
        else item.Metadata()["finalizers"] = new JsonArray(finalizer);
    }
}
