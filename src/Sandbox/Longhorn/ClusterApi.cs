using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Sandbox.Longhorn;

// The API calls of the stand-in. Conflicts on create and missing objects on delete are fine; other failures are thrown.
internal sealed class ClusterApi(HttpClient http)
{
    public async Task<JsonObject?> FindAsync(string path, CancellationToken ct)
    {
        using var answer = await http.GetAsync(Relative(path), ct);
        if (answer.StatusCode == HttpStatusCode.NotFound) return null;
        await CheckAsync(answer, ct);
        return await answer.Content.ReadFromJsonAsync<JsonObject>(ct);
    }

    public async Task CreateAsync(string collection, JsonObject item, CancellationToken ct)
    {
        using var answer = await http.PostAsJsonAsync(Relative(collection), item, ct);
        if (answer.StatusCode != HttpStatusCode.Conflict) await CheckAsync(answer, ct);
    }

    // Returns the new object, or null if it is gone.
    public async Task<JsonObject?> PatchAsync(string path, JsonObject merge, CancellationToken ct)
    {
        using var content = new StringContent(merge.ToJsonString(), Encoding.UTF8, "application/merge-patch+json");
        using var answer = await http.PatchAsync(Relative(path), content, ct);
        if (answer.StatusCode == HttpStatusCode.NotFound) return null;
        await CheckAsync(answer, ct);
        return await answer.Content.ReadFromJsonAsync<JsonObject>(ct);
    }

    public async Task DeleteAsync(string path, CancellationToken ct)
    {
        using var answer = await http.DeleteAsync(Relative(path), ct);
        if (answer.StatusCode != HttpStatusCode.NotFound) await CheckAsync(answer, ct);
    }

    public Task<Stream> WatchAsync(string collection, string resourceVersion, CancellationToken ct) =>
        http.GetStreamAsync(Relative($"{collection}?watch=true&allowWatchBookmarks=true&timeoutSeconds=300&resourceVersion={resourceVersion}"), ct);

    private static Uri Relative(string path) => new(path, UriKind.Relative);

    private static async Task CheckAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        if (answer.IsSuccessStatusCode) return;
        var why = await answer.Content.ReadAsStringAsync(ct);
        throw new HttpRequestException($"{answer.RequestMessage?.Method} {answer.RequestMessage?.RequestUri}: {why}", null, answer.StatusCode);
    }
}
