using System.Text.Json.Nodes;

namespace Sandbox.Api;

/// <summary>What the API server itself fills in when an object of a built-in kind is created.</summary>
internal static class CoreDefaults
{
    public const string ClaimProtection = "kubernetes.io/pvc-protection";

    public static void Namespace(JsonObject item, string? defaultClass)
    {
        item.Metadata().Child("labels")["kubernetes.io/metadata.name"] = item.Text("metadata", "name");
        item["spec"] = new JsonObject { ["finalizers"] = new JsonArray("kubernetes") };
        item["status"] = new JsonObject { ["phase"] = "Active" };
    }

    public static void Claim(JsonObject item, string? defaultClass)
    {
        var spec = item.Child("spec");
        spec["volumeMode"] ??= "Filesystem";
        if (!spec.ContainsKey("storageClassName") && defaultClass is not null) spec["storageClassName"] = defaultClass;
        item["status"] = new JsonObject { ["phase"] = "Pending" };

        if (item.Items("metadata", "finalizers").Any(finalizer => finalizer.Text() == ClaimProtection)) return;
        if (item.Metadata()["finalizers"] is JsonArray finalizers) finalizers.Add((JsonNode)ClaimProtection);
        else item.Metadata()["finalizers"] = new JsonArray(ClaimProtection);
    }

    public static void Volume(JsonObject item, string? defaultClass)
    {
        var spec = item.Child("spec");
        spec["volumeMode"] ??= "Filesystem";
        spec["persistentVolumeReclaimPolicy"] ??= "Retain";
        item["status"] = new JsonObject { ["phase"] = "Pending" };
    }

    public static bool IsDefaultClass(JsonObject storageClass) =>
        storageClass.Text("metadata", "annotations", "storageclass.kubernetes.io/is-default-class") == "true";
}
