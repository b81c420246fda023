using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Sandbox.Longhorn;

// The few calls the stand-in makes. What is there already, or gone already, is fine; all else that fails is thrown.
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

    // Gives the object as it is then, or null where it is gone.
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
