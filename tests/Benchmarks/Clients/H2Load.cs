using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Benchmarks.Report;

namespace Benchmarks.Clients;

/// What h2load measured of one endpoint.
internal sealed record LoadResult(double PerSecond, double P99Milliseconds);

/// Debian's h2load. Its summary has no percentiles: those come from its log of every request.
internal sealed class H2Load(string bodyFile)
{
    private const int Connections = 16;

    /// Null where it isn't installed.
    public async Task<LoadResult?> RunAsync(Uri endpoint, int requests, CancellationToken ct)
    {
        var log = Path.GetTempFileName();
        try
        {
            // HTTP/1.1, as kube-apiserver speaks to webhooks.
            await RunProcessAsync(["--h1", "-c", $"{Connections}", "-t", "1", "-n", $"{requests}", "-d", bodyFile, "-H", "content-type: application/json", "--log-file", log, $"{endpoint}"], ct);
            return Read(await File.ReadAllLinesAsync(log, ct), requests);
        }
        catch (Win32Exception)
        {
            return null;
        }
        finally
        {
            File.Delete(log);
        }
    }

    private static async Task RunProcessAsync(string[] arguments, CancellationToken ct)
    {
        using var process = Process.Start(new ProcessStartInfo("h2load", arguments) { RedirectStandardOutput = true })!;
        await process.StandardOutput.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
    }

    // Of each request the start in microseconds, its status, and how many microseconds it took.
    private static LoadResult Read(string[] lines, int requests)
    {
        var rows = lines.Select(line => line.Split('\t').Select(field => long.Parse(field, CultureInfo.InvariantCulture)).ToArray()).ToList();
        if (rows.Count != requests || rows.Any(row => row[1] != 200)) throw new InvalidOperationException($"of {requests} requests {rows.Count(row => row[1] == 200)} were answered");
        var seconds = (rows.Max(row => row[0] + row[2]) - rows.Min(row => row[0])) / 1e6;
        return new LoadResult(requests / seconds, Percentiles.Of(rows.Select(row => row[2] / 1e3), 99));
    }
}
