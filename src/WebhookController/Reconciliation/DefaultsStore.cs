using WebhookController.Core.Cluster;
using WebhookController.Core.Layers;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;

namespace WebhookController.Reconciliation;

// Remembers the last good defaults, for as long as the ConfigMap has a mistake, and what a person has agreed to. After a restart with a bad
// ConfigMap, or without one, existing jobs keep their settings instead; and for what is left of many deletions consent is asked anew.
internal sealed class DefaultsStore
{
    // Replaced as a whole: the reconciler writes, and others may look.
    private Memory _memory = new(null, null, null, null);

    public EffectiveDefaults Read(ClusterState state)
    {
        var memory = After(state);
        Volatile.Write(ref _memory, memory);
        return memory.Defaults;
    }

    // What Read would say, for those who only look: nothing is remembered.
    public EffectiveDefaults Peek(ClusterState state) => After(state).Defaults;

    public void Note(IncrementalPlanner planner) =>
        Volatile.Write(ref _memory, _memory with { Agreed = planner.Agreed, AgreedRetention = planner.AgreedRetention });

    private Memory After(ClusterState state)
    {
        var (memory, configMaps) = (Volatile.Read(ref _memory), state.ConfigMaps);
        if (!configMaps.Synced || !configMaps.Unknown.IsEmpty) return memory;
        return memory.Last is null || !ReferenceEquals(memory.From, configMaps)
            ? memory with { Last = EffectiveDefaults.After(memory.Last, configMaps.Items.Values.SingleOrDefault()), From = configMaps }
            : memory;
    }

    private sealed record Memory(EffectiveDefaults? Last, ObjectSet<ConfigMap>? From, Consent? Agreed, Consent? AgreedRetention)
    {
        public EffectiveDefaults Defaults => (Last ?? EffectiveDefaults.WithoutConfigMap) with { Agreed = Agreed, AgreedRetention = AgreedRetention };
    }
}
