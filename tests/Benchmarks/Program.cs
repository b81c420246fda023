using System.Runtime.InteropServices;
using BenchmarkDotNet.Running;
using Benchmarks.Hostile;
using Benchmarks.Report;
using Benchmarks.Servers;

namespace Benchmarks;

internal static class Program
{
    private const string Usage = "usage: Benchmarks [--only PART,…] | hostile | micro [BenchmarkDotNet's own options]";

    public static async Task<int> Main(string[] args) => args switch
    {
        [ApiServerCommand.Verb, var size] => await ApiServerCommand.RunAsync(size),
        [BareEndpoint.Verb, var certificates, var answer] => await BareEndpoint.RunAsync(certificates, answer),
        ["hostile"] => await StoppableAsync(async ct => await new HostileTable(new Settings()).RunAsync(ct) ? 0 : 1),
        ["micro", .. var rest] => Micro(rest),
        [] => await TableAsync([]),
        ["--only", var parts] when parts.Split(',').All(BenchTable.Parts.Contains) => await TableAsync(parts.Split(',')),
        _ => Complain(),
    };

    private static int Micro(string[] args)
    {
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        return 0;
    }

    private static int Complain()
    {
        Console.Error.WriteLine($"{Usage}\nparts: {string.Join(", ", BenchTable.Parts)}");
        return 2;
    }

    private static Task<int> TableAsync(string[] only) => StoppableAsync(async ct =>
    {
        var settings = new Settings();
        var servers = ApiServers.Of(settings);
        var server = await servers.DescribeAsync(ct);
        var table = new BenchTable(servers, settings, only);
        var rows = await table.RunAsync(ct);
        await Console.Out.WriteLineAsync($"{Tables.Plain(rows)}\n\nAPI server: {server}");
        if (only.Length == 0) await WriteDocumentAsync(rows, server, ct);
        return table.Failed ? 1 : 0;
    });

    private static async Task<int> StoppableAsync(Func<CancellationToken, Task<int>> run)
    {
        using var stopping = new CancellationTokenSource();
        // Servers and controllers end, and their folders go, however the run is stopped.
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            return await run(stopping.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return 130;
        }

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stopping.Cancel();
        }
    }

    private static async Task WriteDocumentAsync(IReadOnlyList<Row> rows, string server, CancellationToken ct)
    {
        Directory.CreateDirectory("docs");
        await File.WriteAllTextAsync("docs/benchmarks.md", Tables.Markdown(rows, server, Command()), ct);
        await Console.Out.WriteLineAsync("\nwritten to docs/benchmarks.md");
    }

    private static string Command() => string.Join(' ', (IEnumerable<string>)
    [
        .. ((string[])["KUBEBUILDER_ASSETS", "BENCH_KUBECONFIG"]).Where(IsSet).Select(name => $"{name}=…"),
        .. ((string[])["BENCH_QUICK", "BENCH_PVCS", "BENCH_NEW", "BENCH_MINUTES", "BENCH_LARGE"]).Where(IsSet).Select(name => $"{name}={Environment.GetEnvironmentVariable(name)}"),
        "make bench",
    ]);

    private static bool IsSet(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 };
}
