using System.Collections.Frozen;
using System.Text.Json.Nodes;

namespace Sandbox.Api;

// A kind the server serves: one row of Kinds. All code is written against rows, none against a kind.
internal sealed record ResourceKind(string Group, string Version, string Plural, string Kind)
{
    public bool Namespaced { get; init; } = true;

    public bool HasStatus { get; init; }

    // Defined by a CustomResourceDefinition: no strategic patches, a generation, fields pruned by schema.
    public bool Custom { get; init; }

    public IReadOnlyList<string> ShortNames { get; init; } = [];

    // The fields of spec that the schema knows; null where the schema is not modelled.
    public FrozenSet<string>? SpecFields { get; init; }

    public IReadOnlyList<Column> Columns { get; init; } = [];

    // The collection the objects are kept in; two rows that name the same one are two views of the same objects.
    public string StoredAs { get; init; } = $"{Plural}.{Group}";

    // Fields that this view calls by another name than the stored object.
    public IReadOnlyList<(string Stored, string Seen)> Renamed { get; init; } = [];

    // What the API server fills in on creation. The name is that of the default StorageClass, if there is one.
    public Action<JsonObject, string?> Defaults { get; init; } = (_, _) => { };

    // What the API server refuses besides what it refuses of every kind; the old object is null on creation.
    public Func<JsonObject, JsonObject?, IEnumerable<Cause>> Rules { get; init; } = (_, _) => [];

    public string Singular => Kind.ToLowerInvariant();

    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    public string ListKind => $"{Kind}List";

    // As errors name it: persistentvolumeclaims, recurringjobs.longhorn.io.
    public string Qualified => Group.Length == 0 ? Plural : $"{Plural}.{Group}";

    // As errors of validation and of preconditions name it: PersistentVolumeClaim, RecurringJob.longhorn.io.
    public string QualifiedKind => Group.Length == 0 ? Kind : $"{Kind}.{Group}";

    public string GroupVersionPath => Group.Length == 0 ? $"api/{Version}" : $"apis/{Group}/{Version}";

    public IReadOnlyList<string> Verbs { get; init; } = ["create", "delete", "get", "list", "patch", "update", "watch"];

    // The object as this row's version has it.
    public JsonObject View(JsonObject stored) => Rename(stored, Renamed.Select(field => (field.Stored, field.Seen)));

    // The object as it is stored.
    public JsonObject Unview(JsonObject seen) => Rename(seen, Renamed.Select(field => (field.Seen, field.Stored)));

    private static JsonObject Rename(JsonObject item, IEnumerable<(string From, string To)> fields)
    {
        foreach (var (from, to) in fields)
        {
            if (item[from] is not { } value) continue;
            item.Remove(from);
            item[to] = value;
        }

        return item;
    }
}
