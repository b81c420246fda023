using System.Text.Json;
using System.Text.Json.Nodes;
using Sandbox.Store;

namespace Sandbox.Api;

// A complete response that has not been sent yet.
internal sealed record Answer(int Code, ReadOnlyMemory<byte> Body, string ContentType = "application/json")
{
    public static Answer Json(int code, JsonNode body) => new(code, JsonSerializer.SerializeToUtf8Bytes(body, StoredObject.Json));

    public static Answer Text(int code, string text) => new(code, System.Text.Encoding.UTF8.GetBytes(text), "text/plain; charset=utf-8");

    public async Task SendAsync(HttpContext http, int? onlyBytes = null)
    {
        http.Response.StatusCode = Code;
        http.Response.ContentType = ContentType;
        http.Response.ContentLength = Body.Length;
        if (!http.Response.Headers.ContainsKey("Cache-Control")) http.Response.Headers.CacheControl = "no-cache, private";
        await http.Response.Body.WriteAsync(Body[..(onlyBytes ?? Body.Length)], http.RequestAborted);
        await http.Response.Body.FlushAsync(http.RequestAborted);
    }
}
