using System.Threading.Channels;
using WebhookController.Core.Objects;
using WebhookController.Kubernetes.Reflectors;

namespace WebhookController.Tests.Kubernetes.Support;

// Records its calls, one line each: "replace a:red | b", "upsert a:red", "remove a uid-a 5", "unknown a", "unavailable: …".
internal sealed class RecordingSink : IReflectorSink<Thing>
{
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();

    public async Task<string> NextAsync() => await _lines.Reader.ReadAsync().AsTask().WaitAsync(Eventually.Patience);

    public bool IsQuiet => _lines.Reader.Count == 0;

    public void Replace(KindList<Thing> list) =>
        Note($"replace {string.Join(' ', list.Items.Select(Show))} | {string.Join(' ', list.Unknown.Select(key => key.Name))}");

    public void Upsert(Thing item) => Note($"upsert {Show(item)}");

    public void Remove(ObjectKey key, string? uid, string? resourceVersion) => Note($"remove {key.Name} {uid} {resourceVersion}");

    public void MarkUnknown(ObjectKey key) => Note($"unknown {key.Name}");

    public void Unavailable(string reason) => Note($"unavailable: {reason}");

    public void Resumed() => Note("resumed");

    private static string Show(Thing thing) => $"{thing.Key.Name}:{thing.Color}";

    private void Note(string line) => _lines.Writer.TryWrite(line);
}
