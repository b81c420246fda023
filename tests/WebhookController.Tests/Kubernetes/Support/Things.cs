using System.Text.Json;
using WebhookController.Core.Objects;
using WebhookController.Kubernetes.Client;

namespace WebhookController.Tests.Kubernetes.Support;

internal sealed record Thing : ClusterObject
{
    public required string Color { get; init; }
}

// A kind of our own: a thing can't be decoded when its color is no text.
internal static class Things
{
    public static readonly KindPath Kind = new("example.io", "v1", "things");

    public static Thing Decode(JsonElement content)
    {
        var metadata = content.GetProperty("metadata");
        return new Thing
        {
            Key = new ObjectKey(metadata.GetProperty("namespace").GetString()!, metadata.GetProperty("name").GetString()!),
            Uid = metadata.GetProperty("uid").GetString()!,
            ResourceVersion = metadata.GetProperty("resourceVersion").GetString()!,
            Color = content.GetProperty("color").GetString()!,
        };
    }

    public static ObjectKey Key(string name) => new("ns", name);

    public static string Json(string name, int version, string color = "red") => Raw(name, version, $"\"{color}\"");

    public static string Undecodable(string name, int version) => Raw(name, version, "{}");

    public static string Nameless(int version) =>
        $$$"""{"metadata":{"namespace":"ns","uid":"u","resourceVersion":"{{{version}}}"},"color":"red"}""";

    public static string Added(string item) => Frame("ADDED", item);

    public static string Modified(string item) => Frame("MODIFIED", item);

    public static string Deleted(string item) => Frame("DELETED", item);

    public static string Bookmark(int version) => Frame("BOOKMARK", $$$"""{"metadata":{"resourceVersion":"{{{version}}}"}}""");

    public static string Error(int code, string reason) => Frame("ERROR", Status(code, reason, "no"));

    public static string Frame(string type, string item) => $$$"""{"type":"{{{type}}}","object":{{{item}}}}""";

    public static string Status(int code, string reason, string message) =>
        $$$"""{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":{{{JsonSerializer.Serialize(message)}}},"reason":"{{{reason}}}","code":{{{code}}}}""";

    private static string Raw(string name, int version, string color) =>
        $$$"""{"metadata":{"name":"{{{name}}}","namespace":"ns","uid":"uid-{{{name}}}","resourceVersion":"{{{version}}}"},"color":{{{color}}}}""";
}
