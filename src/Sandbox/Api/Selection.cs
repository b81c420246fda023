using Sandbox.Store;

namespace Sandbox.Api;

// The objects of a kind that a list or a watch selects.
internal sealed class Selection
{
    private readonly ResourceKind _kind;
    private readonly string _namespace;
    private readonly Func<IReadOnlyDictionary<string, string>, bool> _labels;
    private readonly (string[] Path, string Value, bool Equal)[] _fields;

    public Selection(ApiRequest request)
    {
        _kind = request.Kind;
        _namespace = request.Namespace;
        _labels = LabelSelector.Parse(request.Query("labelSelector"));
        _fields = [.. request.Query("fieldSelector").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Field)];
        if (request.Name.Length > 0) _fields = [.. _fields, (["metadata", "name"], request.Name, true)];
        All = request.Query("labelSelector").Length == 0 && _fields.Length == 0;
    }

    // True if there are no selectors.
    public bool All { get; }

    public bool Matches(StoredObject stored) =>
        (_namespace.Length == 0 || stored.Name.Namespace == _namespace) && _labels(stored.Labels) && (_fields.Length == 0 || FieldsMatch(stored));

    private bool FieldsMatch(StoredObject stored)
    {
        var item = new Lazy<System.Text.Json.Nodes.JsonObject>(() => _kind.View(stored.Read()));
        return Array.TrueForAll(_fields, field => field.Equal == (Value(field.Path) == field.Value));

        string Value(string[] path) => path switch
        {
            ["metadata", "name"] => stored.Name.Name,
            ["metadata", "namespace"] => stored.Name.Namespace,
            _ => item.Value.Text(path) ?? "",
        };
    }

    private static (string[] Path, string Value, bool Equal) Field(string text)
    {
        var parts = text.Split(["!=", "==", "="], 2, StringSplitOptions.None);
        return (parts[0].Split('.'), parts.Length > 1 ? parts[1] : "", !text.Contains("!=", StringComparison.Ordinal));
    }
}
