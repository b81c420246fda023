using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Sandbox.Api;

namespace Sandbox.Longhorn;

/// <summary>The fates of the next objects of a kind, one each, in the order in which Longhorn turns to them; all others succeed.</summary>
internal sealed class Fates
{
    private readonly ConcurrentQueue<Fate> _next = [];
    private readonly ConcurrentDictionary<string, Fate?> _drawn = [];

    public void Add(Fate fate) => _next.Enqueue(fate);

    /// <summary>The same each time for the same object, by its uid; null is success.</summary>
    public Fate? Of(JsonObject item) =>
        _drawn.GetOrAdd(item.Text("metadata", "uid") ?? "", static (_, next) => next.TryDequeue(out var fate) ? fate : null, _next);
}
