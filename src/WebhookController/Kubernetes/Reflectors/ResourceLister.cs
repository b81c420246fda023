using System.Text.Json;
using WebhookController.Core.Objects;
using WebhookController.Kubernetes.Client;

namespace WebhookController.Kubernetes.Reflectors;

// Keeps only the decoded objects of a page, never its JSON. A list that fails goes on at the page that failed: a busy API server may
// refuse one of a hundred pages each time, and would never see the last one otherwise.
internal sealed class ResourceLister<T>(ApiClient client, KindPath kind, ObjectDecoder<T> decoder, int pageSize, ReflectorHealth health)
    where T : ClusterObject
{
    private List<T> _items = [];
    private List<ObjectKey> _unknown = [];
    private string? _continueToken;

    // Also after a page: progress is no failure, however many attempts it took.
    public required Action PageRead { get; init; }

    public async Task<KindList<T>> ListAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            using var page = await client.ListPageAsync(kind, pageSize, _continueToken, resourceVersion: null, cancellationToken);
            health.RecordContact();
            Decode(page);
            _continueToken = page.Continue;
            if (_continueToken is null) return Complete(VersionOf(page));
            PageRead();
        }
    }

    // The next list begins with its first page: the token has expired, or nobody knows what it is worth.
    public void Restart() => (_items, _unknown, _continueToken) = ([], [], null);

    private KindList<T> Complete(string resourceVersion)
    {
        var list = new KindList<T>(_items, _unknown, resourceVersion);
        Restart();
        return list;
    }

    private void Decode(ListPage page)
    {
        foreach (var content in page.Items)
        {
            if (decoder.TryDecode(content, out var item, out var undecodable)) _items.Add(item);
            else _unknown.Add(undecodable);
        }
    }

    private static string VersionOf(ListPage page) =>
        page.ResourceVersion ?? throw new JsonException("The list has no resourceVersion to watch from.");
}
