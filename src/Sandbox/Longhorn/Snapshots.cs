using System.Text.Json.Nodes;
using Sandbox.Api;
using Sandbox.Store;

namespace Sandbox.Longhorn;

// Snapshots become ready, or fail as injected.
internal sealed class Snapshots
{
    private readonly LonghornCluster _cluster;

    public Snapshots(LonghornCluster cluster)
    {
        _cluster = cluster;
        cluster.Snapshots.Changed += Enqueue;
    }

    public InjectedFailures InjectedFailures { get; } = new();

    public static bool HasEnded(JsonObject snapshot) => snapshot.Flag("status", "readyToUse") || snapshot.Text("status", "error") is { Length: > 0 };

    private void Enqueue(JsonObject snapshot)
    {
        if (HasEnded(snapshot) || snapshot.Deleting() || _cluster.Holds(Behaviours.Snapshots)) return;
        InjectedFailures.Assign(snapshot);
        _cluster.Queue.AddLater($"snapshot {snapshot.ObjectName()}", _cluster.Options.SnapshotDelay, ct => EndAsync(snapshot.ObjectName(), ct));
    }

    private async Task EndAsync(ObjectName name, CancellationToken ct)
    {
        if (_cluster.Snapshots.Find(name) is not { } snapshot || HasEnded(snapshot) || _cluster.Holds(Behaviours.Snapshots)) return;
        var status = InjectedFailures.For(snapshot) switch
        {
            null => new JsonObject { ["readyToUse"] = true, ["creationTime"] = _cluster.Now, ["size"] = 1, ["labels"] = snapshot.At("spec", "labels")?.DeepClone() },
            { FinalState: not null } failure => new JsonObject { ["readyToUse"] = false, ["error"] = failure.Message },
            _ => null,
        };
        if (status is not null) await _cluster.AdvanceStatusAsync(Collection.Snapshots, snapshot, status, ct);
    }
}
