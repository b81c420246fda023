using System.Text.Json;
using WebhookController.Core.Objects;
using WebhookController.Kubernetes.Client;

namespace WebhookController.Kubernetes.Reflectors;

// Keeps only the decoded objects of a page, never its JSON.
internal sealed class ResourceLister<T>(ApiClient client, KindPath kind, ObjectDecoder<T> decoder, int pageSize, ReflectorHealth health)
    where T : ClusterObject
{
    public async Task<KindList<T>> ListAsync(CancellationToken cancellationToken)
    {
        var items = new List<T>();
        var unknown = new List<ObjectKey>();
        string? continueToken = null;
        while (true)
        {
            using var page = await client.ListPageAsync(kind, pageSize, continueToken, resourceVersion: null, cancellationToken);
            health.RecordContact();
            Decode(page, items, unknown);
            continueToken = page.Continue;
            if (continueToken is null) return new KindList<T>(items, unknown, VersionOf(page));
        }
    }

    private void Decode(ListPage page, List<T> items, List<ObjectKey> unknown)
    {
        foreach (var content in page.Items)
        {
            if (decoder.TryDecode(content, out var item, out var undecodable)) items.Add(item);
            else unknown.Add(undecodable);
        }
    }

    private static string VersionOf(ListPage page) =>
        page.ResourceVersion ?? throw new JsonException("The list has no resourceVersion to watch from.");
}
