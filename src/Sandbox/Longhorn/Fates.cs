using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Sandbox.Api;

namespace Sandbox.Longhorn;

/// <summary>The fates of the next objects of a kind, one each, in the order in which Longhorn sees them; all others succeed.</summary>
internal sealed class Fates
{
    private readonly ConcurrentQueue<Fate> _next = [];
    private readonly ConcurrentDictionary<string, Fate?> _drawn = [];

    public void Add(Fate fate) => _next.Enqueue(fate);

    /// <summary>Settles the fate of an object when it is first seen: what is done about it afterwards is done in no order.</summary>
    public void Draw(JsonObject item) => Of(item);

    /// <summary>The same each time for the same object, by its uid; null is success.</summary>
    public Fate? Of(JsonObject item) =>
        _drawn.GetOrAdd(item.Text("metadata", "uid") ?? "", static (_, next) => next.TryDequeue(out var fate) ? fate : null, _next);
}
