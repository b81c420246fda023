using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sandbox.Store;

namespace Sandbox.Api;

/// <summary>Collects frames and sends them together, so that a burst of changes costs one write.</summary>
internal sealed class WatchFrames(ApiRequest request, Representation representation, LiveWatch live, Faults faults)
{
    private readonly Selection _selection = new(request);
    private readonly ArrayBufferWriter<byte> _pending = new();

    public void Add(ChangeType type, StoredObject stored)
    {
        if (_selection.Matches(stored)) Write(type, stored);
    }

    // An object that comes into or drops out of the selection is added or deleted to this watcher.
    public void Add(Change change)
    {
        var now = change.Type != ChangeType.Deleted && _selection.Matches(change.Object);
        var before = change.Previous is not null && _selection.Matches(change.Previous);
        if (now || before) Write(!now ? ChangeType.Deleted : before ? ChangeType.Modified : ChangeType.Added, change.Object);
    }

    public void AddBookmark(long revision, bool initialEventsEnd = false)
    {
        if (initialEventsEnd || request.Asks("allowWatchBookmarks")) Write("BOOKMARK", Bytes(representation.Bookmark(revision, initialEventsEnd)));
    }

    public void AddError(JsonObject status) => Write("ERROR", Bytes(status));

    public async Task FlushAsync(CancellationToken ct)
    {
        if (_pending.WrittenCount == 0) return;
        if (!live.Silent)
        {
            await request.Http.Response.Body.WriteAsync(_pending.WrittenMemory, ct);
            await request.Http.Response.Body.FlushAsync(ct);
        }

        _pending.ResetWrittenCount();
    }

    private void Write(ChangeType type, StoredObject stored)
    {
        if (!faults.Loses(request, stored.Name)) Write(type.ToString().ToUpperInvariant(), representation.Single(stored));
    }

    private void Write(string type, ReadOnlyMemory<byte> item)
    {
        _pending.Write(Encoding.UTF8.GetBytes($"{{\"type\":\"{type}\",\"object\":"));
        _pending.Write(item.Span);
        _pending.Write("}\n"u8);
    }

    private static byte[] Bytes(JsonObject json) => JsonSerializer.SerializeToUtf8Bytes(json, StoredObject.Json);
}
