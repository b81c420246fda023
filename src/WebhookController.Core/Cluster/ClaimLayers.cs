using WebhookController.Core.Labels;
using WebhookController.Core.Layers;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Cluster;

/// <summary>Who decides whether a PVC is backed up: the first that speaks.</summary>
public enum EnabledBy
{
    /// <summary>Nobody says.</summary>
    Nobody,

    /// <summary>Its own label.</summary>
    Claim,

    /// <summary>Its Namespace's label.</summary>
    Namespace,

    /// <summary>Its StorageClass's label.</summary>
    StorageClass,

    /// <summary>A layer that can't be read, and may say anything: its job, if it has one, is left as it is.</summary>
    Undecided,
}

/// <summary>The layers of defaults above a PVC, but for the ConfigMap of all.</summary>
/// <param name="Namespace">What its Namespace says.</param>
/// <param name="StorageClass">What its StorageClass says.</param>
/// <param name="Complete">Whether both are there. A StorageClass can be deleted and made anew while PVCs of it exist: what it said isn't taken back then.</param>
public readonly record struct ClaimLayers(Layer Namespace, Layer StorageClass, bool Complete)
{
    /// <summary>The layers above <paramref name="claim"/>.</summary>
    public static ClaimLayers Of(Claim claim, ClusterState state)
    {
        var key = ObjectKey.ClusterScoped(claim.Key.Namespace);
        // A PVC may be seen before its Namespace is.
        var isThere = IsIn(state.Namespaces, key);
        var ns = isThere ? state.NamespaceLayers.Of(key.Name) : Layer.Unknown;
        if (ClassNameOf(claim, state) is not { } name) return new(ns, Layer.Silent, isThere);
        return new(ns, state.ClassLayers.Of(name), isThere && IsIn(state.StorageClasses, ObjectKey.ClusterScoped(name)));
    }

    /// <summary>Whether neither says anything.</summary>
    public bool AreSilent => ReferenceEquals(Namespace, Layer.Silent) && ReferenceEquals(StorageClass, Layer.Silent);

    /// <summary>Whether a PVC is backed up, and who says so.</summary>
    /// <param name="own">What its own label says, where that can be read.</param>
    /// <param name="speaks">Whether it has such a label, readable or not.</param>
    public (bool? Enabled, EnabledBy By) Decide(bool? own, bool speaks)
    {
        if (speaks) return (own, EnabledBy.Claim);
        if (!Namespace.IsEnabledKnown) return (null, EnabledBy.Undecided);
        if (Namespace.Enabled is not null) return (Namespace.Enabled, EnabledBy.Namespace);
        if (!StorageClass.IsEnabledKnown) return (null, EnabledBy.Undecided);
        return StorageClass.Enabled is null ? (null, EnabledBy.Nobody) : (StorageClass.Enabled, EnabledBy.StorageClass);
    }

    /// <summary>What a PVC and the layers above it say of settings: the first that speaks of one decides it.</summary>
    /// <param name="own">What its own labels say.</param>
    /// <param name="kept">What its job has, which it keeps where a layer that can't be read may have said it.</param>
    public IEnumerable<(SettingsOverrides Said, SettingSource Source)> InOrder(SettingsOverrides own, SettingsOverrides kept)
    {
        yield return (own, SettingSource.Claim);
        // What can be read of a layer that isn't known is for new jobs only.
        if (!Namespace.AreSettingsKnown) yield return (kept, SettingSource.Job);
        yield return (Namespace.Settings, SettingSource.Namespace);
        if (!StorageClass.AreSettingsKnown) yield return (kept, SettingSource.Job);
        yield return (StorageClass.Settings, SettingSource.StorageClass);
    }

    /// <summary>The settings that a PVC and the layers above it speak of.</summary>
    /// <param name="own">What its own labels say.</param>
    /// <param name="kept">What its job has, which it keeps where a layer that can't be read may have said it.</param>
    public SettingsOverrides Settings(SettingsOverrides own, SettingsOverrides kept)
    {
        var said = SettingsOverrides.None;
        foreach (var (layer, _) in InOrder(own, kept)) said = said.Over(layer);
        return said;
    }

    // Whether the kind has been listed doesn't count: that alone resolves no PVC anew.
    private static bool IsIn<T>(ObjectSet<T> set, ObjectKey key) where T : ClusterObject => set.Items.ContainsKey(key) || set.Unknown.Contains(key);

    // The default class only counts for what isn't bound yet: it may be younger than the PVC.
    internal static string? ClassNameOf(Claim claim, ClusterState state) => claim.StorageClass switch
    {
        null => claim.VolumeName is null ? state.DefaultStorageClass?.Key.Name : null,
        "" => null,
        var name => name,
    };
}
