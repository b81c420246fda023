using System.Text.Json.Nodes;

namespace Sandbox.Api;

internal static class StorageClassOf
{
    // From before the field existed. It still wins.
    private const string Annotation = "volume.beta.kubernetes.io/storage-class";

    // The class of a PVC or a PV; null if it names none.
    public static string? Item(JsonObject item) => item.Text("metadata", "annotations", Annotation) ?? item.Text("spec", "storageClassName");

    // An empty name is an answer, too: no class.
    public static bool IsNamed(JsonObject item) => item.At("metadata", "annotations", Annotation) is not null || item["spec"] is JsonObject spec && spec.ContainsKey("storageClassName");
}
