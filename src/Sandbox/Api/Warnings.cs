using System.Text.Json.Nodes;

namespace Sandbox.Api;

internal static class Warnings
{
    // The API server warns about new finalizers without a domain prefix.
    public static void OfFinalizers(HttpContext http, JsonObject item, JsonObject? old)
    {
        var before = old.Items("metadata", "finalizers").Select(entry => entry.Text()).ToHashSet();
        foreach (var finalizer in item.Items("metadata", "finalizers").Select(entry => entry.Text() ?? "")
            .Where(text => !before.Contains(text) && !text.Contains('/', StringComparison.Ordinal)))
        {
            Add(http,
                $"metadata.finalizers: \"{finalizer}\": prefer a domain-qualified finalizer name including a path (/) to avoid accidental conflicts with other finalizer writers");
        }
    }

    // One Warning header each, without duplicates.
    public static void Add(HttpContext http, string text)
    {
        var header = $"299 - \"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
        if (!http.Response.Headers["Warning"].Contains(header)) http.Response.Headers.Append("Warning", header);
    }
}
