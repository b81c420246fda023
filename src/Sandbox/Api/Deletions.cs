using System.Text.Json.Nodes;

namespace Sandbox.Api;

internal static class Deletions
{
    // The finalizer of a foreground deletion: the garbage collector takes it off when the dependents are gone.
    public const string Foreground = "foregroundDeletion";

    public static void AwaitDependents(JsonObject item)
    {
        var finalizers = item.Items("metadata", "finalizers").Select(entry => entry?.DeepClone());
        item.Metadata()["finalizers"] = new JsonArray([.. finalizers, Foreground]);
    }
}
