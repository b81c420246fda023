using WebhookController.Core.Objects;
using WebhookController.Kubernetes.Client;

namespace WebhookController.Kubernetes.Reflectors;

// The store that a reflector keeps up to date. Only that reflector calls it, one call at a time.
internal interface IReflectorSink<T>
{
    // The complete list. Also ends a time of being unavailable.
    void Replace(KindList<T> list);

    void Upsert(T item);

    void Remove(ObjectKey key, string? uid, string? resourceVersion);

    // The object exists, and nothing else is known of it.
    void MarkUnknown(ObjectKey key);

    // The stored objects may be out of date until the next Replace or Resumed.
    void Unavailable(string reason);

    // The watch could be resumed after all, so the stored objects are complete again.
    void Resumed();
}

internal sealed record KindList<T>(IReadOnlyList<T> Items, IReadOnlyList<ObjectKey> Unknown, string ResourceVersion);

internal interface IReflectorObserver
{
    void Relisted(KindPath kind);

    // Once per version of the object.
    void UndecodableObject(KindPath kind);

    void WatchFailed(KindPath kind);
}
