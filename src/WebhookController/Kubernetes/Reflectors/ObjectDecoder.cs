using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using WebhookController.Core.Objects;
using WebhookController.Kubernetes.Client;

namespace WebhookController.Kubernetes.Reflectors;

// Turns objects into ours one by one, so that a poison object hides nothing but itself.
internal sealed class ObjectDecoder<T>(KindPath kind, Func<JsonElement, T> decode, IReflectorObserver? observer, ILogger logger)
    where T : ClusterObject
{
    private readonly PoisonRegister _poison = new();

    // Where decoding fails: the key of the poison object. An object without even a name is a failure of the whole kind.
    public bool TryDecode(JsonElement content, [NotNullWhen(true)] out T? item, out ObjectKey poison)
    {
        try
        {
            item = decode(content);
            _poison.Forget(item.Key);
            poison = default;
            return true;
        }
        catch (Exception failure)
        {
            item = null;
            poison = Report(ObjectMetadata.Of(content), failure);
            return false;
        }
    }

    public void Forget(ObjectKey key) => _poison.Forget(key);

    public void KeepOnly(IReadOnlyList<ObjectKey> unknown) => _poison.KeepOnly(unknown);

    private ObjectKey Report(ObjectMetadata metadata, Exception failure)
    {
        if (metadata.Key is not { } key)
        {
            observer?.PoisonObject(kind);
            throw new NamelessObjectException(failure);
        }

        if (_poison.IsNew(key, metadata.ResourceVersion))
        {
            observer?.PoisonObject(kind);
            Log.PoisonObject(logger, kind, key, metadata.ResourceVersion, failure);
        }

        return key;
    }
}
