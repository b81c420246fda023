using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Sandbox.Longhorn;

// The API calls of the stand-in. Conflicts on create and missing objects on delete are fine; other failures are thrown.
internal sealed class ClusterApi(HttpClient http, string? user = null)
{
    // The same API as another user.
    public ClusterApi As(string impersonated) => new(http, impersonated);

    public async Task<JsonObject?> FindAsync(string path, CancellationToken ct)
    {
        using var answer = await SendAsync(HttpMethod.Get, path, null, ct);
        return await ReadAsync(answer, ct);
    }

    public async Task CreateAsync(string collection, JsonObject item, CancellationToken ct)
    {
        using var answer = await SendAsync(HttpMethod.Post, collection, item, ct);
        if (answer.StatusCode != HttpStatusCode.Conflict) await CheckAsync(answer, ct);
    }

    // Returns the new object, or null if it is gone.
    public async Task<JsonObject?> PatchAsync(string path, JsonObject merge, CancellationToken ct)
    {
        using var answer = await SendAsync(HttpMethod.Patch, path, merge, ct, "application/merge-patch+json");
        return await ReadAsync(answer, ct);
    }

    public async Task<JsonObject?> ReplaceAsync(string path, JsonObject item, CancellationToken ct)
    {
        using var answer = await SendAsync(HttpMethod.Put, path, item, ct);
        return await ReadAsync(answer, ct);
    }

    public async Task DeleteAsync(string path, CancellationToken ct)
    {
        using var answer = await SendAsync(HttpMethod.Delete, path, null, ct);
        if (answer.StatusCode != HttpStatusCode.NotFound) await CheckAsync(answer, ct);
    }

    public Task<Stream> WatchAsync(string collection, string resourceVersion, CancellationToken ct) =>
        http.GetStreamAsync(Relative($"{collection}?watch=true&allowWatchBookmarks=true&timeoutSeconds=300&resourceVersion={resourceVersion}"), ct);

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, JsonObject? body, CancellationToken ct, string type = "application/json")
    {
        using var request = new HttpRequestMessage(method, Relative(path));
        if (body is not null) request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, type);
        if (user is not null) request.Headers.Add("Impersonate-User", user);
        return await http.SendAsync(request, ct);
    }

    private static Uri Relative(string path) => new(path, UriKind.Relative);

    private static async Task<JsonObject?> ReadAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        if (answer.StatusCode == HttpStatusCode.NotFound) return null;
        await CheckAsync(answer, ct);
        return await answer.Content.ReadFromJsonAsync<JsonObject>(ct);
    }

    private static async Task CheckAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        if (answer.IsSuccessStatusCode) return;
        var why = await answer.Content.ReadAsStringAsync(ct);
        throw new HttpRequestException($"{answer.RequestMessage?.Method} {answer.RequestMessage?.RequestUri}: {why}", null, answer.StatusCode);
    }
}
