using System.Globalization;
using Benchmarks.Cluster;
using Benchmarks.Report;
using Benchmarks.Servers;

namespace Benchmarks.Hostile;

/// Plays each attack against the published process, and shows what it costs and what the good requests have meanwhile, beside their
/// quiet values.
internal sealed class HostileTable(Settings settings)
{
    // Of the good requests' quiet rate.
    private const double LeastRate = 0.8;

    // A Pod has 512 MiB by the chart's default; .NET's own heap takes what it needs within that.
    private const double MostMegabytes = 400;

    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(1);

    private static readonly string Body = Path.Combine(AppContext.BaseDirectory, "Data", "review-ok.json");

    public async Task<bool> RunAsync(CancellationToken ct)
    {
        await using var api = await SandboxApiServer.StartAsync(new ClusterSize(Claims: 100, BackupsEach: 1, Settled: true), ct);
        await using var controller = await Controller.LeaderAsync(api, settings, ct);
        var good = new GoodRequests(controller.CreateClient, await File.ReadAllBytesAsync(Body, ct));
        await good.RunAsync(TimeSpan.FromSeconds(2), ct);

        Print("", "good/s", "p50 ms", "p99 ms", "failed", "CPU", "peak MiB", "");
        var quiet = await MeasureAsync("quiet", good, controller, Task.CompletedTask, null, ct);
        var passed = true;
        foreach (var attack in new Attacks(controller.Webhook, controller.Metrics, settings.HostileIdle).All)
        {
            using var until = CancellationTokenSource.CreateLinkedTokenSource(ct);
            var running = attack.RunAsync(until.Token);
            await attack.EstablishedAsync(ct);
            await Task.Delay(Settling, ct);
            passed &= await MeasureAsync(attack.What, good, controller, running, quiet.Good, ct) is { Passed: true };
            await until.CancelAsync();
            await running;
        }

        passed &= await MeasureAsync("quiet again", good, controller, Task.CompletedTask, quiet.Good, ct) is { Passed: true };
        return passed;
    }

    private async Task<(GoodResult Good, bool Passed)> MeasureAsync(
        string what, GoodRequests good, Controller controller, Task attack, GoodResult? quiet, CancellationToken ct)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var peak = PeakAsync(controller, done.Token);
        var (processor, started) = (controller.ProcessorTime, TimeProvider.System.GetTimestamp());
        var result = await good.RunAsync(TimeSpan.FromSeconds(settings.HostileSeconds), ct);
        var cores = (controller.ProcessorTime - processor) / TimeProvider.System.GetElapsedTime(started);
        await done.CancelAsync();
        var megabytes = await peak;
        var passed = (quiet is null || result.Rate >= LeastRate * quiet.Rate) && megabytes <= MostMegabytes && !attack.IsFaulted;
        Print(what, Text(result.Rate), Text(result.P50Milliseconds), Text(result.P99Milliseconds), Text(result.Failed), $"{cores * 100:0} %", Text(megabytes), passed ? "" : "FAILED");
        return (result, passed);
    }

    private static async Task<double> PeakAsync(Controller controller, CancellationToken done)
    {
        var peak = 0.0;
        while (!done.IsCancellationRequested)
        {
            peak = Math.Max(peak, controller.ResidentMegabytes);
            await Task.Delay(TimeSpan.FromMilliseconds(50), done).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return peak;
    }

    private static string Text(double value) => Number.Text(value, "");

    private static void Print(string what, params ReadOnlySpan<string> cells)
    {
        var line = what.PadRight(46);
        foreach (var cell in cells) line += cell.PadLeft(10);
        Console.WriteLine(line.TrimEnd().ToString(CultureInfo.InvariantCulture));
    }
}
