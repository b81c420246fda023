using System.Collections.Frozen;
using System.Text.Json.Nodes;

namespace Sandbox.Api;

// One row of Kinds. All code uses rows; no code depends on one kind.
internal sealed record ResourceKind(string Group, string Version, string Plural, string Kind)
{
    public bool Namespaced { get; init; } = true;

    public bool HasStatus { get; init; }

    // Has finalizers in its spec, and a subresource to change them: a namespace.
    public bool Finalized { get; init; }

    // Defined by a CustomResourceDefinition: no strategic patches, a generation, fields pruned by schema.
    public bool Custom { get; init; }

    public IReadOnlyList<string> ShortNames { get; init; } = [];

    // The fields of spec in the schema; null if the schema is not implemented.
    public FrozenSet<string>? SpecFields { get; init; }

    // Fields of spec that the schema sets where they are missing.
    public IReadOnlyDictionary<string, string> SpecDefaults { get; init; } = FrozenDictionary<string, string>.Empty;

    public IReadOnlyList<Column> Columns { get; init; } = [];

    // The collection that stores the objects. Two rows with the same one are two API versions of the same objects.
    public string StoredAs { get; init; } = $"{Plural}.{Group}";

    // Fields with a different name than in the stored object.
    public IReadOnlyList<(string Stored, string Seen)> Renamed { get; init; } = [];

    // The defaults of the API server. The argument is the default StorageClass, if there is one.
    public Action<JsonObject, string?> Defaults { get; init; } = (_, _) => { };

    // Validation beyond that of every kind; the old object is null on creation.
    public Func<JsonObject, JsonObject?, IEnumerable<Cause>> Rules { get; init; } = (_, _) => [];

    // Runs when a new object has its name, and on every update.
    public Action<JsonObject> Named { get; init; } = _ => { };

    public bool Has(string subresource) => subresource == "status" ? HasStatus : subresource == "finalize" && Finalized;

    public string Singular => Kind.ToLowerInvariant();

    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    public string ListKind => $"{Kind}List";

    // In error messages: persistentvolumeclaims, recurringjobs.longhorn.io.
    public string Qualified => Group.Length == 0 ? Plural : $"{Plural}.{Group}";

    // In errors of validation and preconditions: PersistentVolumeClaim, RecurringJob.longhorn.io.
    public string QualifiedKind => Group.Length == 0 ? Kind : $"{Kind}.{Group}";

    public string GroupVersionPath => Group.Length == 0 ? $"api/{Version}" : $"apis/{Group}/{Version}";

    public IReadOnlyList<string> Verbs { get; init; } = ["create", "delete", "get", "list", "patch", "update", "watch"];

    // The object in the version of this row.
    public JsonObject View(JsonObject stored) => Rename(stored, Renamed.Select(field => (field.Stored, field.Seen)));

    // The object in the stored version.
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
