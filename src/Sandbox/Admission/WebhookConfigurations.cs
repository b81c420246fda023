using System.Collections.Immutable;
using Sandbox.Api;
using Sandbox.Store;

namespace Sandbox.Admission;

// The webhooks of all configurations of one kind, by name of the configuration; read anew only when one changed.
internal sealed class WebhookConfigurations(ObjectStore store, ResourceKind kind)
{
    private volatile Known _known = new(null, []);

    public IReadOnlyList<Webhook> Current()
    {
        var objects = store.Now(kind.StoredAs).Objects;
        if (!ReferenceEquals(_known.Objects, objects))
            _known = new Known(objects, [.. objects.SelectMany(stored => stored.Read().Items("webhooks")).Select(definition => Webhook.Read(definition!))]);
        return _known.Webhooks;
    }

    private sealed record Known(ImmutableSortedSet<StoredObject>? Objects, IReadOnlyList<Webhook> Webhooks);
}
