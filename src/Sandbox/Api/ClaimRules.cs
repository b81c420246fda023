using System.Text.Json.Nodes;

namespace Sandbox.Api;

// The immutable fields of a PersistentVolumeClaim.
internal static class ClaimRules
{
    private const string Immutable =
        "spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims";

    public static IEnumerable<Cause> Check(JsonObject claim, JsonObject? old)
    {
        if (claim.Items("spec", "accessModes").Any() is false) yield return Cause.Required("spec.accessModes");
        if (claim.Text("spec", "resources", "requests", "storage") is null) yield return Cause.Required("spec.resources[storage]");
        if (old is not null && !JsonNode.DeepEquals(Fixed(claim, old), Fixed(old, old))) yield return Cause.Forbidden("spec", Immutable);
    }

    // The volume name may be set once, to bind the claim. A missing storage class may be set later.
    private static JsonObject Fixed(JsonObject claim, JsonObject old)
    {
        var spec = claim["spec"] is JsonObject present ? present.Copy() : [];
        if (old.Text("status", "phase") == "Bound")
        {
            spec.Remove("volumeAttributesClassName");
            (spec["resources"] as JsonObject)?.Remove("requests");
        }

        if (old.Text("spec", "volumeName") is null or "") spec.Remove("volumeName");
        if (old.Text("spec", "storageClassName") is null) spec.Remove("storageClassName");
        return spec;
    }
}
