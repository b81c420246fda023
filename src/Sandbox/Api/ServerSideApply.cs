using System.Text.Json.Nodes;

namespace Sandbox.Api;

// What a manager applies is merged into the object; fields that others own are only changed by force.
internal static class ServerSideApply
{
    public static JsonObject Apply(JsonObject current, JsonObject wanted, ApiRequest request, string time)
    {
        if (request.Query("fieldManager").Length == 0)
            throw Failures.Failure(422, "Invalid", "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for apply patch");
        var owner = FieldOwner.Of(request, "Apply");
        var conflicts = ManagedFields.Conflicts(current, wanted, owner).ToList();
        if (conflicts.Count > 0 && !request.Asks("force")) throw Conflict(conflicts);

        var next = current.Copy();
        foreach (var field in ManagedFields.Dropped(current, wanted, owner)) FieldPaths.Remove(next, field);
        next = MergePatch.Apply(next, wanted.Copy());
        ManagedFields.Apply(next, current, wanted, owner, time);
        return next;
    }

    private static StatusException Conflict(List<(FieldOwner Owner, string Field)> conflicts)
    {
        var causes = conflicts.Select(conflict => new Cause("FieldManagerConflict", $"conflict with {conflict.Owner}", FieldPaths.Shown(conflict.Field)).ToJson());
        var message = conflicts is [var only]
            ? $"Apply failed with 1 conflict: conflict with {only.Owner}: {FieldPaths.Shown(only.Field)}"
            : $"Apply failed with {conflicts.Count} conflicts: {string.Join('\n', conflicts.GroupBy(conflict => conflict.Owner).OrderBy(group => group.Key.Manager, StringComparer.Ordinal).SelectMany(Lines))}";
        return Failures.Failure(409, "Conflict", message, new JsonObject { ["causes"] = new JsonArray([.. causes]) });
    }

    private static IEnumerable<string> Lines(IGrouping<FieldOwner, (FieldOwner Owner, string Field)> conflicts) =>
        conflicts.Select(conflict => $"- {FieldPaths.Shown(conflict.Field)}").Prepend($"conflicts with {conflicts.Key}:");
}
