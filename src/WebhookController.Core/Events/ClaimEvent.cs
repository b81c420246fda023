using WebhookController.Core.Cluster;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Events;

/// <summary>What a notice is about.</summary>
/// <param name="Kind">A kind of the core group, as an object reference writes it.</param>
/// <param name="Key">Namespace and name.</param>
/// <param name="Uid">Its uid; empty where the object is gone or unknown.</param>
public sealed record EventSubject(string Kind, ObjectKey Key, string Uid)
{
    /// <summary>A PVC, with its uid where it is still there: kubectl describe finds Events by it.</summary>
    public static EventSubject Claim(ObjectKey key, ClusterState state) => new("PersistentVolumeClaim", key, state.Claims[key]?.Uid ?? "");

    /// <summary>A ConfigMap, with its uid where it is there.</summary>
    public static EventSubject ConfigMap(ObjectKey key, ClusterState state) => new("ConfigMap", key, state.ConfigMaps[key]?.Uid ?? "");
}

/// <summary>Something that people should find where they look first: on the object itself. Equal notices are the same news.</summary>
/// <param name="About">The object.</param>
/// <param name="Reason">Why.</param>
/// <param name="Text">The whole story, in one sentence.</param>
public sealed record ClaimEvent(EventSubject About, EventReason Reason, string Text);
