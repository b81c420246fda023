using System.Text.Json;
using WebhookController.Core.Objects;
using WebhookController.Kubernetes.Client;

namespace WebhookController.Kubernetes.Reflectors;

// Reads a kind page by page; what it keeps of a page is only what was decoded from it.
internal sealed class KindLister<T>(ApiClient client, KindPath kind, ObjectDecoder<T> decoder, int pageSize, ReflectorHealth health)
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
            health.Contact();
            Sort(page, items, unknown);
            continueToken = page.Continue;
            if (continueToken is null) return new KindList<T>(items, unknown, VersionOf(page));
        }
    }

    private void Sort(ListPage page, List<T> items, List<ObjectKey> unknown)
    {
        foreach (var content in page.Items)
        {
            if (decoder.TryDecode(content, out var item, out var poison)) items.Add(item);
            else unknown.Add(poison);
        }
    }

    private static string VersionOf(ListPage page) =>
        page.ResourceVersion ?? throw new JsonException("The list has no resourceVersion to watch from.");
}
