using System.Globalization;
using System.Runtime.InteropServices;

namespace Benchmarks.Report;

/// What the figures were measured on and with.
internal static class Machine
{
    private const double BytesPerGibibyte = 1L << 30;

    public static IEnumerable<(string What, string Value)> Facts() =>
    [
        ("Date", TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)),
        ("Machine", $"{Processor()}, {Environment.ProcessorCount} cores, {Number.Text(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / BytesPerGibibyte, "GiB")}"),
        ("System", $"{RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}"),
        ("Revision", Programs.FirstLine("git", "describe", "--always", "--dirty")),
        ("h2load", Programs.FirstLine("h2load", "--version")),
    ];

    private static string Processor() => File.Exists("/proc/cpuinfo")
        ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "a processor without a name"
        : RuntimeInformation.ProcessArchitecture.ToString();
}
