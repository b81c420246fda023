using System.Globalization;

namespace Benchmarks;

/// What can be set by the environment.
internal sealed record Settings
{
    public const int BackupsEach = 8;
    public const int EventsPerSecond = 100;

    /// BENCH_PVCS.
    public int Claims { get; init; } = Number("BENCH_PVCS", 10_000);

    /// BENCH_NEW: how many PVCs are opted in at once.
    public int NewClaims { get; init; } = Number("BENCH_NEW", Number("BENCH_PVCS", 10_000));

    /// BENCH_MINUTES: how long events go on before memory is read.
    public int Minutes { get; init; } = Number("BENCH_MINUTES", 1);

    /// BENCH_LARGE=true: memory at ten times as many PVCs, too.
    public bool Large { get; init; } = Environment.GetEnvironmentVariable("BENCH_LARGE") == "true";

    /// BENCH_CONTROLLER: the program to measure.
    public string Controller { get; init; } = Environment.GetEnvironmentVariable("BENCH_CONTROLLER") ?? "artifacts/publish/WebhookController.dll";

    /// HOSTILE_SECONDS: how long each attack is measured.
    public int HostileSeconds { get; init; } = Number("HOSTILE_SECONDS", 20);

    /// HOSTILE_IDLE: how many idle connections, as far as the limit of open files lets us.
    public int HostileIdle { get; init; } = Math.Min(Number("HOSTILE_IDLE", 10_000), OpenFiles() - 500);

    // The runtime has raised the soft limit to the hard one.
    private static int OpenFiles() => File.Exists("/proc/self/limits")
        && File.ReadLines("/proc/self/limits").FirstOrDefault(line => line.StartsWith("Max open files", StringComparison.Ordinal)) is { } line
        && int.TryParse(line[15..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0], CultureInfo.InvariantCulture, out var files)
            ? files
            : 10_500;

    private static int Number(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
