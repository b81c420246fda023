using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Layers;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Reviews;

/// <summary>The kinds of objects whose labels are layers of defaults.</summary>
public enum LayerKind
{
    /// <summary>A Namespace, for the PVCs in it.</summary>
    Namespace,

    /// <summary>A StorageClass, for its PVCs.</summary>
    StorageClass,
}

/// <summary>A Namespace or StorageClass that is about to be created, changed or deleted.</summary>
/// <param name="Kind">Which of the two.</param>
/// <param name="Name">Its name.</param>
/// <param name="Before">Its labels of ours as they are; null when it is being created.</param>
/// <param name="After">Its labels of ours as they would be; null when it is being deleted.</param>
/// <param name="State">The cluster.</param>
/// <param name="Now">The time.</param>
public sealed record LayerChange(LayerKind Kind, string Name, LabelSet? Before, LabelSet? After, ClusterState State, DateTimeOffset Now)
{
    /// <summary>The kind and the name, for a person.</summary>
    public string Subject => $"{Kind} {Name}";

    private ObjectKey Key => ObjectKey.ClusterScoped(Name);

    /// <summary>What is in force of it now.</summary>
    internal Layer InForce => (Kind == LayerKind.Namespace ? State.NamespaceLayers : State.ClassLayers).Of(Name);

    /// <summary>The cluster once the change is made; null where nobody can be below the object yet, or the change touches no label of ours.</summary>
    internal ClusterState? Then
    {
        get
        {
            var (namespaces, classes) = (State.Namespaces, State.StorageClasses);
            return (Kind, After) switch
            {
                _ when Before is null || Before.Equals(After) => null,
                (LayerKind.Namespace, { } labels) when namespaces[Key] is { } known => State.WithNamespaces(namespaces.Put(known with { Labels = labels }), [Key]),
                (LayerKind.StorageClass, { } labels) when classes[Key] is { } known => State.WithStorageClasses(classes.Put(known with { Labels = labels }), [Key]),
                (LayerKind.StorageClass, null) => State.WithStorageClasses(classes.Remove(Key, null), [Key]),
                _ => null,
            };
        }
    }

    /// <summary>Whether the object is a layer of this PVC, or of one that source labels tell so.</summary>
    internal bool IsAbove(ObjectKey claim)
    {
        if (Kind == LayerKind.Namespace) return claim.Namespace == Name;
        foreach (var its in State.ClaimsOf(claim))
            if (ClaimLayers.ClassNameOf(its.Claim, State) == Name) return true;
        return false;
    }
}
