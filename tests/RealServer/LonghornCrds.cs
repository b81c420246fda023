using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace RealServer;

/// Longhorn's own CustomResourceDefinitions, where a folder above ours has them: they are not ours to keep.
internal static class LonghornCrds
{
    private static readonly string File = Path.Combine("shared", "crds", "longhorn-v1.11.3.yaml");

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static IReadOnlyList<JsonObject>? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, File);
            if (System.IO.File.Exists(path)) return YamlDocuments.Read(System.IO.File.ReadAllText(path));
        }
        return null;
    }

    public static async Task InstallAsync(HttpClient api, IReadOnlyList<JsonObject> definitions, CancellationToken ct)
    {
        foreach (var definition in definitions)
        {
            using var answer = await api.PostAsync(new Uri("apis/apiextensions.k8s.io/v1/customresourcedefinitions", UriKind.Relative), JsonContent.Create(definition), ct);
            if (answer.StatusCode != HttpStatusCode.Created) throw new InvalidOperationException(await answer.Content.ReadAsStringAsync(ct));
        }
        var wanted = definitions.Select(definition => (string)definition["spec"]!["names"]!["plural"]!).ToList();
        await Waiting.UntilAsync("Longhorn's kinds are served", async () => !wanted.Except(await ServedAsync(api, ct)).Any(), Patience, ct);
    }

    // Discovery names a kind once it is established.
    private static async Task<IEnumerable<string>> ServedAsync(HttpClient api, CancellationToken ct)
    {
        using var answer = await api.GetAsync(new Uri("apis/longhorn.io/v1beta2", UriKind.Relative), ct);
        if (!answer.IsSuccessStatusCode) return [];
        var group = await answer.Content.ReadFromJsonAsync<JsonObject>(ct);
        return group!["resources"]!.AsArray().Select(resource => (string)resource!["name"]!);
    }
}
