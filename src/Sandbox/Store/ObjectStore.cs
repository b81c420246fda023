using System.Text.Json.Nodes;
using Sandbox.Api;

namespace Sandbox.Store;

/// <summary>What etcd is to a real API server: one revision for everything, compare-and-swap, and a bounded log per kind to watch.</summary>
internal sealed class ObjectStore(int history)
{
    // A cluster has always lived a little before a client meets it: its first revisions are long compacted.
    private const long FirstRevision = 100;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, KindLog> _kinds = [];
    private long _revision = FirstRevision;

    public Snapshot Now(string kind)
    {
        lock (_gate) return new Snapshot(_revision, Log(kind).Objects);
    }

    /// <summary>The objects as they were then, or null where that has been forgotten.</summary>
    public Snapshot? At(string kind, long revision)
    {
        lock (_gate)
        {
            var log = Log(kind);
            return revision < log.Floor ? null : new Snapshot(revision, log.ObjectsAt(revision));
        }
    }

    public StoredObject? Find(string kind, ObjectName name) => Now(kind).Find(name);

    /// <summary>Stores a new version if <paramref name="expected"/> is still the current one; null when it isn't.</summary>
    public StoredObject? Commit(string kind, StoredObject? expected, JsonObject next, bool delete = false)
    {
        lock (_gate)
        {
            var log = Log(kind);
            var current = new Snapshot(_revision, log.Objects).Find(next.ObjectName());
            if (!ReferenceEquals(current, expected)) return null;

            var stored = StoredObject.At(++_revision, next);
            log.Append(delete ? ChangeType.Deleted : expected is null ? ChangeType.Added : ChangeType.Modified, stored, expected);
            return stored;
        }
    }

    /// <summary>Everything after <paramref name="revision"/> and from then on; null where that has been forgotten.</summary>
    public Subscription? Subscribe(string kind, long revision)
    {
        lock (_gate)
        {
            var log = Log(kind);
            return revision < log.Floor ? null : Subscribe(log, revision);
        }
    }

    /// <summary>What there is now, and everything from then on, with nothing between lost.</summary>
    public (Snapshot Snapshot, Subscription Subscription) SnapshotAndSubscribe(string kind)
    {
        lock (_gate)
        {
            var log = Log(kind);
            return (new Snapshot(_revision, log.Objects), Subscribe(log, _revision));
        }
    }

    /// <summary>Sends the watcher, after everything it has been sent already, the position of the log.</summary>
    public void Mark(Subscription subscription)
    {
        lock (_gate) subscription.Mark(_revision);
    }

    /// <summary>The oldest revision of a kind that can still be continued from.</summary>
    public long Floor(string kind)
    {
        lock (_gate) return Log(kind).Floor;
    }

    /// <summary>Forgets all history: older watches and continue tokens expire.</summary>
    public void Compact()
    {
        lock (_gate)
        {
            _revision++;
            foreach (var log in _kinds.Values) log.Forget(_revision);
        }
    }

    private Subscription Subscribe(KindLog log, long revision)
    {
        var subscription = new Subscription(Unsubscribe);
        foreach (var change in log.After(revision)) subscription.Publish(change);
        log.Add(subscription);
        return subscription;

        void Unsubscribe(Subscription gone)
        {
            lock (_gate) log.Remove(gone);
        }
    }

    private KindLog Log(string kind) => _kinds.TryGetValue(kind, out var log) ? log : _kinds[kind] = new KindLog(history, FirstRevision);
}
