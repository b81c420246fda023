using WebhookController.Core.Objects;

namespace WebhookController.Kubernetes.Reflectors;

// Where a reflector mirrors its kind to. Called by that reflector alone, one call after the other.
internal interface IReflectorSink<T>
{
    // All there is. Also ends a time of being unavailable.
    void Replace(KindList<T> list);

    void Upsert(T item);

    void Remove(ObjectKey key, string? uid, string? resourceVersion);

    // It exists, and that is all we know of it.
    void MarkUnknown(ObjectKey key);

    // What is held may be out of date in any way until the next Replace.
    void Unavailable(string reason);
}
