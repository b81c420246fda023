using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sandbox.Store;

namespace Sandbox.Api;

// The start of the next page of a list, and the revision of the list; -1 is the newest.
internal sealed record ContinueToken(long Revision, ObjectName After)
{
    public const long Inconsistent = -1;

    public string Encode()
    {
        var start = After.Namespace.Length == 0 ? After.Name : $"{After.Namespace}/{After.Name}";
        var json = new JsonObject { ["v"] = "meta.k8s.io/v1", ["rv"] = Revision, ["start"] = $"{start}\0" };
        return Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));
    }

    public static ContinueToken Decode(string token)
    {
        try
        {
            var json = JsonNode.Parse(Base64Url.DecodeFromChars(token));
            var start = (json.Text("start") ?? "").TrimEnd('\0').Split('/', 2);
            return new ContinueToken((long)json!["rv"]!, start.Length == 2 ? new ObjectName(start[0], start[1]) : new ObjectName("", start[0]));
        }
        catch (Exception error) when (error is FormatException or JsonException or InvalidOperationException or NullReferenceException)
        {
            throw Failures.BadRequest($"invalid continue token: continue key is not valid: {error.Message}");
        }
    }
}
