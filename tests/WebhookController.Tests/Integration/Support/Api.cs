using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace WebhookController.Tests.Integration.Support;

/// What an answer of the API server was, Warning headers included.
internal sealed record Answer(HttpStatusCode Status, JsonObject Body, IReadOnlyList<string> Warnings)
{
    public string Message => Body["message"]?.GetValue<string>() ?? "";
}

/// A user's client: plain requests, as kubectl would send them.
internal sealed class Api(HttpClient http, Action<HttpMethod, string, Answer>? answered = null)
{
    public const string Claims = "api/v1/namespaces/{0}/persistentvolumeclaims";
    public const string ConfigMaps = "api/v1/namespaces/{0}/configmaps";
    public const string Longhorn = "apis/longhorn.io/v1beta2/namespaces/longhorn-system/";

    public HttpClient Http => http;

    public Task<Answer> PostAsync(string path, JsonNode body) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, Relative(path)) { Content = JsonContent.Create(body) });

    public Task<Answer> MergeAsync(string path, JsonNode patch) => SendAsync(new HttpRequestMessage(HttpMethod.Patch, Relative(path))
    {
        Content = new StringContent(patch.ToJsonString(), Encoding.UTF8, new MediaTypeHeaderValue("application/merge-patch+json")),
    });

    /// The whole object, as kubectl replace sends it.
    public Task<Answer> PutAsync(string path, JsonNode body) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Put, Relative(path)) { Content = JsonContent.Create(body) });

    public Task<Answer> JsonPatchAsync(string path, params JsonObject[] operations) => SendAsync(new HttpRequestMessage(HttpMethod.Patch, Relative(path))
    {
        Content = new StringContent(new JsonArray([.. operations]).ToJsonString(), Encoding.UTF8, new MediaTypeHeaderValue("application/json-patch+json")),
    });

    public Task<Answer> DeleteAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Delete, Relative(path)));

    public async Task<JsonObject?> FindAsync(string path)
    {
        var answer = await SendAsync(new HttpRequestMessage(HttpMethod.Get, Relative(path)));
        return answer.Status == HttpStatusCode.NotFound ? null : answer.Body;
    }

    public async Task<IReadOnlyList<JsonObject>> ListAsync(string path)
    {
        var answer = await SendAsync(new HttpRequestMessage(HttpMethod.Get, Relative(path)));
        return answer.Body["items"] is JsonArray items ? [.. items.Select(item => item!.AsObject())] : [];
    }

    private static Uri Relative(string path) => new(path, UriKind.Relative);

    private async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        var path = request.RequestUri!.OriginalString;
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var warnings = response.Headers.TryGetValues("Warning", out var values) ? values.Select(Text).ToList() : [];
        var answer = new Answer(response.StatusCode, JsonNode.Parse(text)!.AsObject(), warnings);
        answered?.Invoke(request.Method, path, answer);
        return answer;
    }

    // RFC 7234: 299 - "text"
    private static string Text(string warning) => warning[(warning.IndexOf('"', StringComparison.Ordinal) + 1)..].TrimEnd('"')
        .Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal);
}
