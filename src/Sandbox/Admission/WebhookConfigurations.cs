using System.Collections.Immutable;
using Sandbox.Api;
using Sandbox.Store;

namespace Sandbox.Admission;

// All webhooks of one kind, ordered by configuration name; parsed again only after a change.
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
