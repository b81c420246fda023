using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Sandbox.Api;

// The API server's own validation, between mutating and validating admission.
internal static partial class Validation
{
    private const string LabelValueRule =
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

    private const string LabelNameRule =
        "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

    private const string NameRule =
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

    public static void Check(ResourceKind kind, JsonObject item, JsonObject? old)
    {
        List<Cause> causes = [.. Identity(item, old), .. Labels(item), .. kind.Rules(item, old)];
        if (causes.Count > 0) throw Failures.Invalid(kind, item.Text("metadata", "name") ?? "", causes);
    }

    // Objects that the real server cannot decode.
    public static void CheckReadable(ResourceKind kind, JsonObject item)
    {
        foreach (var field in (string[])["labels", "annotations"])
        {
            if (item.At("metadata", field) is JsonObject map && map.All(entry => entry.Value.Text() is not null)) continue;
            if (item.At("metadata", field) is not null) throw Unreadable(kind, $"json: cannot unmarshal into Go struct field ObjectMeta.metadata.{field} of type map[string]string");
        }
    }

    // Unknown fields are rejected if the client asks for that, and otherwise dropped with a warning.
    public static void ApplySchema(ApiRequest request, JsonObject item)
    {
        if (request.Kind.SpecFields is not { } known || item["spec"] is not JsonObject spec) return;
        var unknown = spec.Select(field => field.Key).Where(key => !known.Contains(key)).ToList();
        var named = unknown.Select(key => $"unknown field \"spec.{key}\"").ToList();
        if (unknown.Count > 0 && request.Query("fieldValidation") == "Strict") throw Unreadable(request.Kind, $"strict decoding error: {string.Join(", ", named)}");
        if (request.Query("fieldValidation") != "Ignore") named.ForEach(warning => Warnings.Add(request.Http, warning));
        unknown.ForEach(key => spec.Remove(key));
        foreach (var (key, value) in request.Kind.SpecDefaults) spec[key] ??= value;
    }

    private static IEnumerable<Cause> Identity(JsonObject item, JsonObject? old)
    {
        var (name, uid) = (item.Text("metadata", "name") ?? "", item.Text("metadata", "uid") ?? "");
        if (old is null && (name.Length is 0 or > 253 || !Name().IsMatch(name))) yield return name.Length == 0 ? Cause.Required("metadata.name") : Cause.Invalid("metadata.name", name, NameRule);
        if (old is not null && uid != old.Text("metadata", "uid")) yield return Cause.Invalid("metadata.uid", uid, "field is immutable");
    }

    private static IEnumerable<Cause> Labels(JsonObject item)
    {
        foreach (var (key, node) in item.At("metadata", "labels") as JsonObject ?? [])
        {
            var value = node.Text() ?? "";
            if (!LabelName().IsMatch(key.Split('/', 2)[^1])) yield return Cause.Invalid("metadata.labels", key, LabelNameRule);
            if (value.Length > 63) yield return Cause.Invalid("metadata.labels", value, "must be no more than 63 bytes");
            else if (!LabelValue().IsMatch(value)) yield return Cause.Invalid("metadata.labels", value, LabelValueRule);
        }
    }

    private static StatusException Unreadable(ResourceKind kind, string why) =>
        Failures.BadRequest($"{kind.Kind} in version \"{kind.Version}\" cannot be handled as a {kind.Kind}: {why}");

    [GeneratedRegex("^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$")]
    private static partial Regex LabelValue();

    [GeneratedRegex("^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$")]
    private static partial Regex LabelName();

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$")]
    private static partial Regex Name();
}
