using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using WebhookController.Core.Objects;
using WebhookController.Kubernetes.Client;

namespace WebhookController.Kubernetes.Reflectors;

// Decodes objects one by one, so that an undecodable object affects no other.
internal sealed partial class ObjectDecoder<T>(KindPath kind, Func<JsonElement, T> decode, IReflectorObserver? observer, ILogger logger)
    where T : ClusterObject
{
    private readonly UndecodableObjects _undecodable = new();

    // An object without even a name is a failure of the whole kind.
    public bool TryDecode(JsonElement content, [NotNullWhen(true)] out T? item, out ObjectKey undecodable)
    {
        try
        {
            item = decode(content);
            _undecodable.Forget(item.Key);
            undecodable = default;
            return true;
        }
        // A process without memory knows nothing about the object.
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            item = null;
            undecodable = Report(ObjectMetadata.Of(content), failure);
            return false;
        }
    }

    public void Forget(ObjectKey key) => _undecodable.Forget(key);

    public void KeepOnly(IReadOnlyList<ObjectKey> unknown) => _undecodable.KeepOnly(unknown);

    private ObjectKey Report(ObjectMetadata metadata, Exception failure)
    {
        if (metadata.Key is not { } key)
        {
            observer?.UndecodableObject(kind);
            throw new NamelessObjectException(failure);
        }

        if (_undecodable.IsNew(key, metadata.ResourceVersion))
        {
            observer?.UndecodableObject(kind);
            NotDecoded(logger, kind, key, metadata.ResourceVersion, failure);
        }

        return key;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Kind} {Key} at version {ResourceVersion} can't be decoded; it stays unknown")]
    private static partial void NotDecoded(ILogger logger, KindPath kind, ObjectKey key, string? resourceVersion, Exception failure);
}

// Remembers their versions, so that each version is counted and logged once.
internal sealed class UndecodableObjects
{
    private readonly Dictionary<ObjectKey, string> _versions = [];

    public bool IsNew(ObjectKey key, string? resourceVersion)
    {
        var version = resourceVersion ?? "";
        if (_versions.TryGetValue(key, out var known) && known == version) return false;
        _versions[key] = version;
        return true;
    }

    public void Forget(ObjectKey key) => _versions.Remove(key);

    public void KeepOnly(IReadOnlyList<ObjectKey> unknown)
    {
        if (_versions.Count == 0) return;
        var kept = unknown.ToHashSet();
        foreach (var key in _versions.Keys.Where(key => !kept.Contains(key)).ToList()) _versions.Remove(key);
    }
}
