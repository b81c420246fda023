using System.Text.Json.Nodes;
using Benchmarks.Clients;
using Benchmarks.Cluster;
using Benchmarks.Report;
using Benchmarks.Servers;

namespace Benchmarks.Measures;

/// Processor time of a leader and of a follower per backup event, less what they use when nothing happens. So few events a second that none shares
/// a pass with another.
internal static class EventCost
{
    private const int PerSecond = 25;
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Busy = TimeSpan.FromSeconds(20);

    public static async Task<IReadOnlyList<Row>> MeasureAsync(SettledCluster cluster, Controller leader, Settings settings, CancellationToken ct)
    {
        await cluster.Api.Client.CreateAsync(Paths.Leases, LeaseOfAnother(), ct);
        await using var follower = await Controller.FollowerAsync(cluster.Api, settings, ct);
        await cluster.RelabelAsync(ct);

        var quiet = await UseAsync(leader, follower, () => Task.Delay(Quiet, ct));
        var events = cluster.Events;
        var busy = await UseAsync(leader, follower, async () =>
        {
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(ct);
            enough.CancelAfter(Busy);
            await events.RunAsync(PerSecond, enough.Token);
            await cluster.RelabelAsync(ct);
        });

        return
        [
            Row("cpu-leader", "leader", use => use.Leader, 1),
            Row("cpu-follower", "follower", use => use.Follower, 0.5),
        ];

        Row Row(string id, string who, Func<Use, double> of, double goal)
        {
            var (quietPerSecond, used) = (of(quiet) / quiet.Seconds, of(busy));
            return new(
                id, $"CPU per backup event, {who}", Math.Max(0, used - (quietPerSecond * busy.Seconds)) / events.Sent, "ms",
                $"{events.Sent:#,0} events; quiet {Number.Milliseconds(quietPerSecond)} a second", goal);
        }
    }

    private static async Task<Use> UseAsync(Controller leader, Controller follower, Func<Task> during)
    {
        var (leaderBefore, followerBefore, started) = (leader.ProcessorTime, follower.ProcessorTime, TimeProvider.System.GetTimestamp());
        await during();
        return new Use(
            (leader.ProcessorTime - leaderBefore).TotalMilliseconds, (follower.ProcessorTime - followerBefore).TotalMilliseconds,
            TimeProvider.System.GetElapsedTime(started).TotalSeconds);
    }

    private static JsonObject LeaseOfAnother()
    {
        var lease = Surroundings.Item("coordination.k8s.io/v1", "Lease", "longhorn-backup-controller", Names.Controller);
        lease["spec"] = new JsonObject { ["holderIdentity"] = "another", ["leaseDurationSeconds"] = 3600, ["leaseTransitions"] = 0 };
        return lease;
    }

    private sealed record Use(double Leader, double Follower, double Seconds);
}
