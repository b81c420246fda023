using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text.Json;
using WebhookController.Core.Objects;
using WebhookController.Kubernetes.Client;

namespace WebhookController.Kubernetes.Reflectors;

// Applies one watch event to the sink.
internal sealed class WatchEventHandler<T>(ObjectDecoder<T> decoder, IReflectorSink<T> sink)
    where T : ClusterObject
{
    // Returns the resourceVersion of the event, if it has one.
    public string? Handle(WatchFrame frame) => frame.Type switch
    {
        WatchFrameType.Bookmark => ObjectMetadata.Of(frame.Object).ResourceVersion,
        WatchFrameType.Error => throw new WatchErrorException(StatusBody.Failure(frame.Object, HttpStatusCode.InternalServerError)),
        WatchFrameType.Deleted => Remove(ObjectMetadata.Of(frame.Object)),
        _ => Upsert(frame),
    };

    // Needs only the name, so an undecodable object can be removed, too.
    private string? Remove(ObjectMetadata metadata)
    {
        if (metadata.Key is not { } key) throw new NamelessObjectException();
        decoder.Forget(key);
        sink.Remove(key, metadata.Uid, metadata.ResourceVersion);
        return metadata.ResourceVersion;
    }

    private string? Upsert(WatchFrame frame)
    {
        if (decoder.TryDecode(frame.Object, out var item, out var undecodable))
        {
            sink.Upsert(item);
            return item.ResourceVersion;
        }

        sink.MarkUnknown(undecodable);
        return ObjectMetadata.Of(frame.Object).ResourceVersion;
    }
}

// Identifies an object and assumes as little as possible about its shape. Key is null if nobody can tell which object it is.
internal readonly record struct ObjectMetadata(ObjectKey? Key, string? Uid, string? ResourceVersion)
{
    public static ObjectMetadata Of(JsonElement content)
    {
        if (content.Find("metadata") is not { } metadata) return default;
        return new ObjectMetadata(KeyOf(metadata), metadata.FindText("uid"), metadata.FindText("resourceVersion"));
    }

    private static ObjectKey? KeyOf(JsonElement metadata) => (metadata.FindText("name"), metadata.Find("namespace")) switch
    {
        (null or "", _) => null,
        ({ } name, null or { ValueKind: JsonValueKind.Null }) => ObjectKey.ClusterScoped(name),
        ({ } name, { ValueKind: JsonValueKind.String } @namespace) => new ObjectKey(@namespace.GetString()!, name),
        _ => null,
    };
}

[SuppressMessage("Design", "CA1032", Justification = "There is one way to get here.")]
[SuppressMessage("Design", "CA1064", Justification = "Nothing outside this application sees it.")]
internal sealed class NamelessObjectException(Exception? inner = null)
    : Exception("An object is unreadable, and so is its name.", inner);
