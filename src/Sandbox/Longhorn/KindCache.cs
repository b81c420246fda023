using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sandbox.Api;
using Sandbox.Store;

namespace Sandbox.Longhorn;

// A list and watch cache of one kind, with events for changes and deletions.
internal sealed class KindCache(ClusterApi api, Collection collection, LonghornStandInOptions options)
{
    private readonly ConcurrentDictionary<ObjectName, JsonObject> _objects = [];

    private readonly TaskCompletionSource _listed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Completes after the first list.
    public Task Listed => _listed.Task;

    public event Action<JsonObject> Changed = _ => { };

    public event Action<JsonObject> Gone = _ => { };

    public Collection Collection => collection;

    public ICollection<JsonObject> All => _objects.Values;

    public JsonObject? Find(ObjectName name) => _objects.GetValueOrDefault(name);

    public async Task<JsonObject> UntilAsync(ObjectName name, Predicate<JsonObject> holds, CancellationToken ct)
    {
        var reached = new TaskCompletionSource<JsonObject>(TaskCreationOptions.RunContinuationsAsynchronously);
        Changed += Look;
        try
        {
            if (Find(name) is { } present) Look(present);
            return await reached.Task.WaitAsync(ct);
        }
        finally
        {
            Changed -= Look;
        }

        void Look(JsonObject item)
        {
            if (item.ObjectName() == name && holds(item)) reached.TrySetResult(item);
        }
    }

    public void Resync()
    {
        foreach (var item in All) Changed(item);
    }

    public async Task FollowAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await WatchAsync(await ListAsync(ct), ct);
            }
            catch (Exception error) when (error is HttpRequestException or IOException or JsonException)
            {
                // Not installed yet, or the connection broke: list again later.
                await Task.Delay(options.RetryDelay, options.TimeProvider, ct);
            }
        }
    }

    private async Task<string> ListAsync(CancellationToken ct)
    {
        var found = new HashSet<ObjectName>();
        var (version, token) = ("", "");
        do
        {
            var page = await api.FindAsync($"{collection.Path}?limit=500&continue={Uri.EscapeDataString(token)}", ct)
                ?? throw new HttpRequestException($"{collection.Plural} are not served");
            foreach (var item in page.Items("items").OfType<JsonObject>())
            {
                found.Add(item.ObjectName());
                Set(item);
            }

            (version, token) = (page.Text("metadata", "resourceVersion") ?? "", page.Text("metadata", "continue") ?? "");
        }
        while (token.Length > 0);

        foreach (var name in _objects.Keys.Where(name => !found.Contains(name))) Drop(name);
        _listed.TrySetResult();
        return version;
    }

    private async Task WatchAsync(string version, CancellationToken ct)
    {
        using var reader = new StreamReader(await api.WatchAsync(collection.Path, version, ct));
        while (await reader.ReadLineAsync(ct) is { } line)
        {
            var frame = JsonNode.Parse(line);
            if (frame?["object"] is not JsonObject item) continue;
            switch (frame.Text("type"))
            {
                case "ADDED" or "MODIFIED":
                    Set(item);
                    break;
                case "DELETED":
                    Drop(item.ObjectName());
                    break;
                case "ERROR":
                    return;
                default:
                    break;
            }
        }
    }

    private void Set(JsonObject item)
    {
        _objects[item.ObjectName()] = item;
        Changed(item);
    }

    private void Drop(ObjectName name)
    {
        if (_objects.TryRemove(name, out var gone)) Gone(gone);
    }
}
