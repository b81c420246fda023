using System.Net;
using WebhookController.Core.Objects;
using WebhookController.Kubernetes.Client;

namespace WebhookController.Kubernetes.Reflectors;

// What one frame of a watch means for the sink. Returns the resourceVersion the watch has reached with it, if it says.
internal sealed class FrameApplier<T>(ObjectDecoder<T> decoder, IReflectorSink<T> sink)
    where T : ClusterObject
{
    public string? Apply(WatchFrame frame) => frame.Type switch
    {
        WatchFrameType.Bookmark => ObjectMetadata.Of(frame.Object).ResourceVersion,
        WatchFrameType.Error => throw new WatchErrorException(StatusBody.Failure(frame.Object, HttpStatusCode.InternalServerError)),
        WatchFrameType.Deleted => Remove(ObjectMetadata.Of(frame.Object)),
        _ => Upsert(frame),
    };

    // Needs no more than a name, so a poison object can leave like any other.
    private string? Remove(ObjectMetadata metadata)
    {
        if (metadata.Key is not { } key) throw new NamelessObjectException();
        decoder.Forget(key);
        sink.Remove(key, metadata.Uid, metadata.ResourceVersion);
        return metadata.ResourceVersion;
    }

    private string? Upsert(WatchFrame frame)
    {
        if (decoder.TryDecode(frame.Object, out var item, out var poison))
        {
            sink.Upsert(item);
            return item.ResourceVersion;
        }

        sink.MarkUnknown(poison);
        return ObjectMetadata.Of(frame.Object).ResourceVersion;
    }
}
