using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Layers;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;

namespace WebhookController.Cache;

// The one place that holds what we know of the cluster, and what of it has yet to be planned. Readers take the current immutable state and are
// never blocked.
internal sealed class ClusterCache(LabelKeys keys, string longhornNamespace, TimeProvider clock, Exemptions? exemptions = null)
{
    private readonly Lock _gate = new();
    private ClusterState _state = new(keys, longhornNamespace, exemptions);
    private Affected _affected = Affected.Everything();
    private long _version;

    // Raised when there is something to plan, or to report. Not for what nobody reads, such as a mere new resourceVersion; and where everything
    // is to be planned anyway, as on a replica that isn't the leader, not for more of it.
    public event Action? Changed;

    public ClusterState State => Volatile.Read(ref _state);

    // Grows with every change of the state.
    public long Version
    {
        get { lock (_gate) return _version; }
    }

    // Changes the objects of one kind; the key is null where it may be any of them, as when the kind was listed.
    public void Update<T>(StateSlot<T> slot, ObjectKey? key, Func<ObjectSet<T>, ObjectSet<T>> change) where T : ClusterObject
    {
        bool worthALook;
        lock (_gate)
        {
            var (before, planned) = (_state, _affected.Size);
            var after = ClusterChange.Apply(before, slot, key, change, clock.GetUtcNow(), _affected);
            Volatile.Write(ref _state, after);
            _version++;
            worthALook = _affected.Size != planned || IsReported(slot.Get(before), slot.Get(after));
        }
        if (worthALook) Changed?.Invoke();
    }

    // The state with its version, and what has to be planned again since it was taken last.
    public (ClusterState State, Affected Affected, long Version) Take()
    {
        lock (_gate)
        {
            var affected = _affected;
            _affected = new Affected();
            return (_state, affected, _version);
        }
    }

    // Has a PVC planned again, after its changes were tried.
    public void MarkAffected(ObjectKey source)
    {
        lock (_gate) _affected.Add(source);
        Changed?.Invoke();
    }

    // Gathers nothing any more until the state is taken again: everything has to be planned then.
    public void MarkAllAffected()
    {
        lock (_gate) _affected.AddAll();
    }

    private static bool IsReported<T>(ObjectSet<T> before, ObjectSet<T> after) where T : ClusterObject =>
        before.Synced != after.Synced || before.Problem != after.Problem || (typeof(T) == typeof(ConfigMap) && !ReferenceEquals(before, after));
}
