using System.Text.Json.Nodes;

namespace Sandbox.Api;

// Who owns which fields of an object, so that server-side apply can tell conflicts.
internal static class ManagedFields
{
    public static void Create(JsonObject item, FieldOwner owner, IEnumerable<string> fields, string time) =>
        item.Metadata()["managedFields"] = new JsonArray(owner.Entry(fields, time));

    // The manager that changes a field becomes its only owner. Only taking fields away doesn't count as a change of the others.
    public static void Update(JsonObject next, JsonObject current, FieldOwner owner, string time)
    {
        var (before, after) = (FieldPaths.Of(current), FieldPaths.Of(next));
        var changed = after.Where(field => !(before.TryGetValue(field.Key, out var old) && JsonNode.DeepEquals(old, field.Value))).Select(field => field.Key).ToHashSet();
        var mine = FieldsOf(current, owner).Where(after.ContainsKey).Union(changed);
        var last = changed.Count > 0 ? time : Entries(current).FirstOrDefault(entry => entry.Owner == owner).Entry.Text("time") ?? time;
        Write(next, current, owner, mine.ToHashSet(), [.. changed, .. before.Keys.Where(field => !after.ContainsKey(field))], last);
    }

    // The fields of other owners that an apply wants to have another value.
    public static IEnumerable<(FieldOwner Owner, string Field)> Conflicts(JsonObject current, JsonObject wanted, FieldOwner owner)
    {
        var (before, after) = (FieldPaths.Of(current), FieldPaths.Of(wanted));
        var different = after.Where(field => before.TryGetValue(field.Key, out var old) && !JsonNode.DeepEquals(old, field.Value)).Select(field => field.Key).ToList();
        return Entries(current).Where(entry => entry.Owner != owner).SelectMany(entry => different.Where(entry.Fields.Contains).Select(field => (entry.Owner, field)));
    }

    // The fields that the last apply had, that this one has not, and that are nobody else's.
    public static IEnumerable<string> Dropped(JsonObject current, JsonObject wanted, FieldOwner owner)
    {
        var others = Entries(current).Where(entry => entry.Owner != owner).SelectMany(entry => entry.Fields);
        return FieldsOf(current, owner).Except(FieldPaths.Of(wanted).Keys).Except(others);
    }

    public static void Apply(JsonObject next, JsonObject current, JsonObject wanted, FieldOwner owner, string time) =>
        Write(next, current, owner, [.. FieldPaths.Of(wanted).Keys], [.. Conflicts(current, wanted, owner).Select(conflict => conflict.Field)], time);

    // Taken: what others lose.
    private static void Write(JsonObject next, JsonObject current, FieldOwner owner, HashSet<string> mine, HashSet<string> taken, string time)
    {
        var entries = new JsonArray();
        foreach (var (other, fields, entry) in Entries(current).Where(entry => entry.Owner != owner))
        {
            if (!fields.Overlaps(taken)) entries.Add(entry.DeepClone());
            else if (fields.Except(taken).ToList() is { Count: > 0 } left) entries.Add((JsonNode)other.Entry(left, entry.Text("time") ?? time));
        }

        if (mine.Count > 0) entries.Add((JsonNode)owner.Entry(mine, time));
        next.Metadata()["managedFields"] = entries;
    }

    private static IEnumerable<string> FieldsOf(JsonObject item, FieldOwner owner) => Entries(item).Where(entry => entry.Owner == owner).SelectMany(entry => entry.Fields);

    private static IEnumerable<(FieldOwner Owner, HashSet<string> Fields, JsonObject Entry)> Entries(JsonObject item) =>
        item.Items("metadata", "managedFields").OfType<JsonObject>().Select(entry => (FieldOwner.Of(entry), FieldPaths.FromFieldsV1(entry["fieldsV1"]), entry));
}
