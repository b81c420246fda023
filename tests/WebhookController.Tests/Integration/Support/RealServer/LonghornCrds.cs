using System.Net;
using System.Text.Json.Nodes;

namespace WebhookController.Tests.Integration.Support.RealServer;

/// Longhorn's own CustomResourceDefinitions, where a folder above the tests has them: they are not ours to keep.
internal static class LonghornCrds
{
    private static readonly string File = Path.Combine("shared", "crds", "longhorn-v1.11.3.yaml");

    public static IReadOnlyList<JsonObject>? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, File);
            if (System.IO.File.Exists(path)) return YamlDocuments.Read(System.IO.File.ReadAllText(path));
        }
        return null;
    }

    public static async Task InstallAsync(Api api, IReadOnlyList<JsonObject> definitions)
    {
        foreach (var definition in definitions)
        {
            var answer = await api.PostAsync("apis/apiextensions.k8s.io/v1/customresourcedefinitions", definition);
            Assert.True(answer.Status == HttpStatusCode.Created, answer.Message);
        }
        var wanted = definitions.Select(definition => (string)definition["spec"]!["names"]!["plural"]!).ToList();
        await Eventually.HoldsAsync("Longhorn's kinds are served", async () => !wanted.Except(await ServedAsync(api)).Any());
    }

    // Discovery names a kind once it is established.
    private static async Task<IEnumerable<string>> ServedAsync(Api api) =>
        await api.FindAsync("apis/longhorn.io/v1beta2") is { } group ? group["resources"]!.AsArray().Select(resource => (string)resource!["name"]!) : [];
}
