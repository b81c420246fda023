using System.Text.Json;
using Benchmarks.Cluster;

namespace Benchmarks.Clients;

/// Lists every kind page by page and reads each object into what the controller keeps of it, all kinds side by side as the controller does.
internal static class BareLists
{
    private const int PageSize = 500;

    /// How many objects there were.
    public static async Task<int> RunAsync(HttpClient api, CancellationToken ct) =>
        (await Task.WhenAll(WatchedKinds.All().Select(kind => Task.Run(() => ListAsync(api, kind, ct), ct)))).Sum();

    private static async Task<int> ListAsync(HttpClient api, WatchedKind kind, CancellationToken ct)
    {
        var items = new List<object>();
        string? token = null;
        do
        {
            var path = $"{kind.Path}{(kind.Path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}limit={PageSize}&continue={token}";
            using var answer = await api.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, ct);
            answer.EnsureSuccessStatusCode();
            using var page = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync(ct), default, ct);
            foreach (var item in page.RootElement.GetProperty("items").EnumerateArray()) items.Add(kind.Decode(item));
            token = page.RootElement.GetProperty("metadata").TryGetProperty("continue", out var next) ? next.GetString() : null;
        }
        while (token is { Length: > 0 });
        return items.Count;
    }
}
