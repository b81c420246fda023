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

    // By then both have compiled what they run all the time.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Busy = TimeSpan.FromSeconds(20);

    public static async Task<IReadOnlyList<Row>> MeasureAsync(SettledCluster cluster, Controller leader, Settings settings, CancellationToken ct)
    {
        await cluster.Api.Client.CreateAsync(Paths.Leases, LeaseOfAnother(), ct);
        await using var follower = await Controller.FollowerAsync(cluster.Api, settings, ct);
        foreach (var replica in (Controller[])[leader, follower]) await replica.WatchingAsync(WatchedKinds.All().Count, ct);
        await BusyAsync(cluster, WarmUp, ct);

        var quiet = await UseAsync(leader, follower, () => Task.Delay(Quiet, ct));
        var events = 0L;
        var busy = await UseAsync(leader, follower, async () => events = await BusyAsync(cluster, Busy, ct));

        return
        [
            Row("cpu-leader", "leader", use => use.Leader, 1),
            Row("cpu-follower", "follower", use => use.Follower, 0.5),
        ];

        Row Row(string id, string who, Func<Use, double> of, double goal)
        {
            var (quietPerSecond, used) = (of(quiet) / quiet.Seconds, of(busy));
            return new(
                id, $"CPU per backup event, {who}", Math.Max(0, used - (quietPerSecond * busy.Seconds)) / events, "ms",
                $"{events:#,0} events; quiet {Number.Milliseconds(quietPerSecond)} a second", goal);
        }
    }

    private static async Task<long> BusyAsync(SettledCluster cluster, TimeSpan time, CancellationToken ct)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(ct);
        enough.CancelAfter(time);
        var events = await cluster.Events.RunAsync(PerSecond, enough.Token);
        await cluster.RelabelAsync(ct);
        return events;
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
        var lease = Surroundings.Item("coordination.k8s.io/v1", "Lease", Names.Lease, Names.Controller);
        lease["spec"] = new JsonObject { ["holderIdentity"] = "another", ["leaseDurationSeconds"] = 3600, ["leaseTransitions"] = 0 };
        return lease;
    }

    private sealed record Use(double Leader, double Follower, double Seconds);
}
