using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Benchmarks.Clients;

/// Where the API server keeps a kind, and whether its status is written through a subresource, and ignored otherwise.
internal sealed record ServedKind(string Root, string Plural, bool HasStatus)
{
    public string CollectionIn(string? ns) => ns is null ? $"{Root}/{Plural}" : $"{Root}/namespaces/{ns}/{Plural}";
}

/// What the API server keeps, and where, by its discovery.
internal sealed class ServedKinds
{
    private const string Longhorn = "longhorn.io/v1beta2";

    private readonly Dictionary<(string ApiVersion, string Kind), ServedKind> _kinds = [];

    public ServedKind this[JsonObject item] => this[(string)item["apiVersion"]!, (string)item["kind"]!];

    public ServedKind this[string apiVersion, string kind] => _kinds[(apiVersion, kind)];

    public static async Task<ServedKinds> ReadAsync(HttpClient api, CancellationToken ct)
    {
        var served = new ServedKinds();
        foreach (var apiVersion in (string[])["v1", "storage.k8s.io/v1", "coordination.k8s.io/v1", Longhorn]) await served.AddAsync(api, apiVersion, ct);
        return served;
    }

    public static async Task<bool> HasLonghornAsync(HttpClient api, CancellationToken ct)
    {
        using var answer = await api.GetAsync(new Uri(RootOf(Longhorn), UriKind.Relative), ct);
        return answer.IsSuccessStatusCode;
    }

    private static string RootOf(string apiVersion) => apiVersion.Contains('/', StringComparison.Ordinal) ? $"apis/{apiVersion}" : $"api/{apiVersion}";

    private async Task AddAsync(HttpClient api, string apiVersion, CancellationToken ct)
    {
        var group = await api.GetFromJsonAsync<JsonObject>(new Uri(RootOf(apiVersion), UriKind.Relative), ct);
        var resources = group!["resources"]!.AsArray().Select(resource => (Name: (string)resource!["name"]!, Kind: (string)resource["kind"]!)).ToList();
        foreach (var (name, kind) in resources.Where(resource => !resource.Name.Contains('/', StringComparison.Ordinal)))
            _kinds[(apiVersion, kind)] = new ServedKind(RootOf(apiVersion), name, resources.Any(resource => resource.Name == $"{name}/status"));
    }
}
