using CsCheck;
using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Layers;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;

namespace WebhookController.Core.Tests.Support;

/// Something that happens to a cluster.
internal sealed record HistoryStep(string Text, Func<HistoryState, HistoryState> Apply)
{
    public static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    public static ObjectKey InLonghorn(string name) => new(A.LonghornNamespace, name);

    public static HistoryStep Put<T>(StateSlot<T> slot, T item, string text) where T : ClusterObject => new(
        $"{typeof(T).Name} {item.Key}: {text}", state => state.Change(slot, item.Key, set => set.Put(item with { ResourceVersion = $"{state.Version}" })));

    public static HistoryStep Remove<T>(StateSlot<T> slot, ObjectKey key) where T : ClusterObject =>
        new($"{typeof(T).Name} {key} goes", state => state.Change(slot, key, set => set.Remove(key, null)));

    public static HistoryStep Unknown<T>(StateSlot<T> slot, ObjectKey key) where T : ClusterObject =>
        new($"{typeof(T).Name} {key} can't be read", state => state.Change(slot, key, set => set.MarkUnknown(key)));

    public static HistoryStep Unavailable<T>(StateSlot<T> slot) where T : ClusterObject =>
        new($"{typeof(T).Name}s are unavailable", state => state.Change(slot, null, set => set.Unavailable("403 Forbidden")));

    // Without every other object, where minutes are odd.
    public static HistoryStep Listed<T>(StateSlot<T> slot, int minutes) where T : ClusterObject => new(
        $"{typeof(T).Name}s are listed, {minutes}", state => state.Change(slot, null, set => set.Replace(
            set.Items.Values.Where(item => minutes % 2 == 0 || item.Key.Name[^1] % 2 == 0), minutes % 4 == 0 ? set.Unknown : [], $"{state.Version}")));
}

/// A cluster at a moment of its history, and all that who plans for it keeps.
internal sealed record HistoryState(ClusterState Cluster, EffectiveDefaults Defaults, DateTimeOffset Now, Affected Affected, int Version)
{
    private static readonly World Nothing = World.Empty.With(A.Namespace("a"), A.Namespace("a-b"), A.Namespace("m"), A.Namespace("lab")) with
    {
        Exemptions = new(["lab"], [LabelSelector.Read("temporary=yes")!]),
    };

    public static HistoryState Start => new(Nothing.State, EffectiveDefaults.BuiltIn, A.Now, Affected.Everything(), 100);

    public HistoryState Change<T>(StateSlot<T> slot, ObjectKey? key, Func<ObjectSet<T>, ObjectSet<T>> change) where T : ClusterObject =>
        this with { Cluster = ClusterChange.Apply(Cluster, slot, key, change, Now, Affected), Version = Version + 1 };

    /// Who keeps the defaults keeps what was agreed to, too.
    public HistoryState With(EffectiveDefaults defaults) => this with { Defaults = defaults with { Agreed = Defaults.Agreed, AgreedRetention = Defaults.AgreedRetention } };
}
