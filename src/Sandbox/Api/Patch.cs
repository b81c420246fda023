using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sandbox.Api;

internal sealed record Patch(string Type, JsonNode Body)
{
    public const string Json = "application/json-patch+json";
    public const string Merge = "application/merge-patch+json";
    public const string Strategic = "application/strategic-merge-patch+json";
    public const string ServerSideApply = "application/apply-patch+yaml";

    public bool IsApply => Type == ServerSideApply;

    public static async Task<Patch> ReadAsync(ApiRequest request)
    {
        var type = request.Http.Request.ContentType?.Split(';')[0] ?? "";
        string[] accepted = request.Kind.Custom ? [Json, Merge, ServerSideApply] : [Json, Merge, Strategic, ServerSideApply];
        if (!accepted.Contains(type)) throw Failures.UnsupportedMediaType(accepted);

        var body = RequestBody.Parse(await RequestBody.TextAsync(request));
        var fits = type == Json ? body is JsonArray : body is JsonObject;
        return fits ? new Patch(type, body!) : throw Failures.BadRequest("error decoding patch: the body is not a patch of the type that its Content-Type names");
    }

    public JsonObject Apply(JsonObject current, ApiRequest request, string time)
    {
        try
        {
            return Type switch
            {
                Json => JsonPatch.Apply(current, Body.AsArray()),
                ServerSideApply => Api.ServerSideApply.Apply(current, Body.AsObject(), request, time),
                _ => MergePatch.Apply(current, Body.AsObject(), strategic: Type == Strategic),
            };
        }
        catch (Exception error) when (error is InvalidOperationException or JsonException)
        {
            throw Failures.Failure(422, "Invalid", $"the server rejected our request due to an error in our request: {error.Message}");
        }
    }
}
