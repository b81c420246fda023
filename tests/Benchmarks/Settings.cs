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

    /// BENCH_QUICK=true: less time for memory, and none for a large cluster.
    public bool Quick { get; init; } = Flag("BENCH_QUICK") is true;

    /// BENCH_MINUTES: how long events go on before memory is read.
    public int Minutes { get; init; } = Number("BENCH_MINUTES", Flag("BENCH_QUICK") is true ? 1 : 10);

    /// BENCH_LARGE: whether memory is read at ten times as many PVCs, too; null where nobody says so.
    public bool? Large { get; init; } = Flag("BENCH_LARGE");

    /// BENCH_KUBECONFIG: of the API server to measure with.
    public string? Kubeconfig { get; init; } = Environment.GetEnvironmentVariable("BENCH_KUBECONFIG");

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

    private static bool? Flag(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? bool.Parse(text) : null;

    private static int Number(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
