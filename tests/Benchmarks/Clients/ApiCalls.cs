using System.Text;
using System.Text.Json.Nodes;

namespace Benchmarks.Clients;

/// The calls of somebody who uses the API server; one that is refused ends the measurement.
internal static class ApiCalls
{
    public static Task PatchAsync(this HttpClient api, string path, string mergePatch, CancellationToken ct) =>
        SendAsync(api, HttpMethod.Patch, path, mergePatch, "application/merge-patch+json", ct);

    public static Task LabelAsync(this HttpClient api, string path, string key, string value, CancellationToken ct) =>
        api.PatchAsync(path, new JsonObject { ["metadata"] = new JsonObject { ["labels"] = new JsonObject { [key] = value } } }.ToJsonString(), ct);

    /// The object as it is stored.
    public static Task<byte[]> CreateAsync(this HttpClient api, string path, JsonObject item, CancellationToken ct) =>
        SendAsync(api, HttpMethod.Post, path, item.ToJsonString(), "application/json", ct);

    public static Task RemoveAsync(this HttpClient api, string path, CancellationToken ct) => SendAsync(api, HttpMethod.Delete, path, "{}", "application/json", ct);

    private static async Task<byte[]> SendAsync(HttpClient api, HttpMethod method, string path, string body, string type, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, path) { Version = api.DefaultRequestVersion, Content = new StringContent(body, Encoding.UTF8, type) };
        using var answer = await api.SendAsync(request, ct);
        var text = await answer.Content.ReadAsByteArrayAsync(ct);
        if (!answer.IsSuccessStatusCode)
            throw new HttpRequestException($"{method} {path}: {(int)answer.StatusCode} {Encoding.UTF8.GetString(text)}", null, answer.StatusCode);
        return text;
    }
}
