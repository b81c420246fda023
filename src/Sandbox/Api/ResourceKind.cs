using System.Collections.Frozen;
using System.Text.Json.Nodes;

namespace Sandbox.Api;

/// <summary>A kind the server serves: one row of <see cref="Kinds"/>. All code is written against rows, none against a kind.</summary>
internal sealed record ResourceKind(string Group, string Version, string Plural, string Kind)
{
    public bool Namespaced { get; init; } = true;

    public bool HasStatus { get; init; }

    /// <summary>Defined by a CustomResourceDefinition: no strategic patches, a generation, fields pruned by schema.</summary>
    public bool Custom { get; init; }

    public IReadOnlyList<string> ShortNames { get; init; } = [];

    /// <summary>The fields of spec that the schema knows; null where the schema is not modelled.</summary>
    public FrozenSet<string>? SpecFields { get; init; }

    public IReadOnlyList<Column> Columns { get; init; } = [];

    /// <summary>The collection the objects are kept in; two rows that name the same one are two views of the same objects.</summary>
    public string StoredAs { get; init; } = $"{Plural}.{Group}";

    /// <summary>Fields that this view calls by another name than the stored object.</summary>
    public IReadOnlyList<(string Stored, string Seen)> Renamed { get; init; } = [];

    /// <summary>What the API server fills in on creation. The name is that of the default StorageClass, if there is one.</summary>
    public Action<JsonObject, string?> Defaults { get; init; } = (_, _) => { };

    /// <summary>What the API server refuses besides what it refuses of every kind; the old object is null on creation.</summary>
    public Func<JsonObject, JsonObject?, IEnumerable<Cause>> Rules { get; init; } = (_, _) => [];

    public string Singular => Kind.ToLowerInvariant();

    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    public string ListKind => $"{Kind}List";

    /// <summary>As errors name it: <c>persistentvolumeclaims</c>, <c>recurringjobs.longhorn.io</c>.</summary>
    public string Qualified => Group.Length == 0 ? Plural : $"{Plural}.{Group}";

    /// <summary>As errors of validation and of preconditions name it: <c>PersistentVolumeClaim</c>, <c>RecurringJob.longhorn.io</c>.</summary>
    public string QualifiedKind => Group.Length == 0 ? Kind : $"{Kind}.{Group}";

    public string GroupVersionPath => Group.Length == 0 ? $"api/{Version}" : $"apis/{Group}/{Version}";

    public IReadOnlyList<string> Verbs { get; init; } = ["create", "delete", "get", "list", "patch", "update", "watch"];

    /// <summary>The object as this row's version has it.</summary>
    public JsonObject View(JsonObject stored) => Rename(stored, Renamed.Select(field => (field.Stored, field.Seen)));

    /// <summary>The object as it is stored.</summary>
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
