using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sandbox.Api;

internal static class RequestBody
{
    private static readonly string[] Readable = ["application/json", "application/yaml"];

    // Checks that the object is of the requested kind. Protobuf is read of a few kinds; YAML only if it is JSON.
    public static async Task<JsonObject> ObjectAsync(ApiRequest request)
    {
        var type = request.Http.Request.ContentType?.Split(';')[0] ?? "application/json";
        if (type == ProtobufBody.ContentType) return Checked(await ProtobufAsync(request), request.Kind);
        if (!Readable.Contains(type)) throw Failures.UnsupportedMediaType(Readable);

        var text = await TextAsync(request);
        var kind = request.Kind;
        if (Parse(text) is not JsonObject item)
        {
            throw Failures.BadRequest(
                $"the object provided is unrecognized (must be of type {kind.Kind}): couldn't get version/kind; json parse error: unexpected end of JSON input ({text})");
        }

        // The server has no type for a custom resource: apiVersion and kind must be in the object.
        if (kind.Custom && item.Text("kind") is null)
            throw Failures.BadRequest($"the object provided is unrecognized (must be of type {kind.Kind}): Object 'Kind' is missing in '{text}' ({text})");

        return Checked(item, kind);
    }

    private static async Task<JsonObject> ProtobufAsync(ApiRequest request)
    {
        if (!ProtobufBody.Reads(request.Kind)) throw Failures.UnsupportedMediaType(Readable, ProtobufBody.Advice);
        using var body = new MemoryStream();
        await request.Http.Request.Body.CopyToAsync(body, request.Http.RequestAborted);
        return ProtobufBody.Read(body.ToArray(), request.Kind);
    }

    private static JsonObject Checked(JsonObject item, ResourceKind kind)
    {
        var (apiVersion, name) = (item.Text("apiVersion") ?? (kind.Custom ? "" : kind.ApiVersion), item.Text("kind") ?? kind.Kind);
        if (apiVersion != kind.ApiVersion || name != kind.Kind)
            throw Failures.BadRequest($"the API version in the data ({apiVersion}) does not match the expected API version ({kind.ApiVersion}) or its kind ({name}) is not {kind.Kind}");
        item["apiVersion"] = kind.ApiVersion;
        item["kind"] = kind.Kind;
        return item;
    }

    public static async Task<string> TextAsync(ApiRequest request)
    {
        using var reader = new StreamReader(request.Http.Request.Body);
        return await reader.ReadToEndAsync(request.Http.RequestAborted);
    }

    public static JsonNode? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
