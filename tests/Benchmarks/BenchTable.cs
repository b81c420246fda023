using Benchmarks.Measures;
using Benchmarks.Report;
using Benchmarks.Servers;

namespace Benchmarks;

/// Measures the table of goals, or those parts of it that are asked for, and prints it.
internal sealed class BenchTable(IApiServers servers, Settings settings, IReadOnlyCollection<string> only)
{
    public static readonly string[] Parts = ["pass", "quadratic", "start", "latency", "cpu", "delete", "admission", "memory", "writes", "large"];

    private static readonly string[] OnSettledCluster = ["start", "latency", "cpu", "delete", "admission", "memory"];

    private readonly List<Row> _rows = [];

    /// Whether a part could not be measured.
    public bool Failed { get; private set; }

    public async Task<IReadOnlyList<Row>> RunAsync(CancellationToken ct)
    {
        await PartAsync("pass", () => Task.FromResult(FullPass.Measure()));
        await PartAsync("quadratic", () => Task.FromResult(FullPass.MeasureHardCases()));
        if (OnSettledCluster.Any(IsWanted)) await OnSettledClusterAsync(ct);
        await PartAsync("writes", () => OptIn.MeasureAsync(servers, settings, ct));
        await PartAsync("large", () => Memory.MeasureLargeAsync(servers, settings, ct));
        return _rows;
    }

    private async Task OnSettledClusterAsync(CancellationToken ct)
    {
        await using var cluster = await StartAsync(ct);
        if (cluster is null) return;
        await PartAsync("start", () => Start.MeasureAsync(cluster, settings, ct));
        if (!OnSettledCluster.Any(part => part != "start" && IsWanted(part))) return;

        await using var leader = await Controller.LeaderAsync(cluster.Api, settings, ct);
        await PartAsync("latency", () => Latency.MeasureAsync(cluster, ct));
        await PartAsync("cpu", () => EventCost.MeasureAsync(cluster, leader, settings, ct));
        await PartAsync("delete", async () => [await DeleteReview.MeasureAsync(cluster, leader, ct)]);
        await PartAsync("admission", () => Admission.MeasureAsync(leader, ct));
        await PartAsync("memory", async () => [await Memory.MeasureAsync(cluster, leader, settings, ct)]);
    }

    // Null where it can't be made; then nothing can be measured on it.
    private async Task<SettledCluster?> StartAsync(CancellationToken ct)
    {
        try
        {
            return await SettledCluster.StartAsync(servers, settings.Claims, ct);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            foreach (var part in OnSettledCluster.Where(IsWanted)) Fail(part, failure);
            return null;
        }
    }

    private async Task PartAsync(string part, Func<Task<IReadOnlyList<Row>>> measure)
    {
        if (!IsWanted(part)) return;
        var started = TimeProvider.System.GetTimestamp();
        await Console.Error.WriteAsync($"{part} … ");
        try
        {
            _rows.AddRange(await measure());
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // The other parts are worth having all the same.
            Fail(part, failure);
        }

        await Console.Error.WriteLineAsync(Number.Seconds(TimeProvider.System.GetElapsedTime(started).TotalSeconds));
        // What one part leaves behind is not the next one's to clear away.
        GC.Collect();
    }

    private void Fail(string part, Exception failure)
    {
        _rows.Add(new Row(part, part, null, "", $"failed: {failure.Message}", 0));
        Failed = true;
    }

    private bool IsWanted(string part) => only.Count == 0 || only.Contains(part);
}
