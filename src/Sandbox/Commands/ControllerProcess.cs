using System.Diagnostics;

namespace Sandbox.Commands;

// The controller in its own process, so that a kill is real. One log file across restarts.
internal sealed class ControllerProcess(string assembly, IReadOnlyList<string> options, PortSlot ports, string logFile) : IAsyncDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(60);

    private readonly HttpClient _http = new()
    {
        BaseAddress = new Uri($"http://127.0.0.1:{ports.Metrics}/"), Timeout = TimeSpan.FromSeconds(5),
    };

    private readonly StreamWriter _log = new(logFile, append: true) { AutoFlush = true };
    private readonly Lock _logGate = new();
    private Process? _process;

    // The build output of the controller in the same repository and configuration.
    public static string BesideUs => Path.Combine(
        AppContext.BaseDirectory.Replace("/Sandbox/bin/", "/WebhookController/bin/", StringComparison.Ordinal), "WebhookController.dll");

    public Uri Webhook { get; } = new($"https://127.0.0.1:{ports.Webhook}/");

    public Uri Metrics => _http.BaseAddress!;

    public string LogFile => logFile;

    public bool HasEnded => _process?.HasExited ?? true;

    public int Id => _process?.Id ?? 0;

    public TimeSpan ProcessorTime => _process?.TotalProcessorTime ?? TimeSpan.Zero;

    public static ControllerProcess In(DirectoryInfo folder, string assembly, string kubeconfig, PortSlot ports) => new(
        assembly,
        [
            "--Kubernetes:Kubeconfig", kubeconfig, "--Kubernetes:Namespace", Claims.ControllerNamespace,
            "--Webhook:Port", $"{ports.Webhook}", "--Webhook:CertificateDirectory", Path.Combine(folder.FullName, "certs"),
            "--Metrics:Port", $"{ports.Metrics}",
            // There is only one replica. Otherwise it would wait until the Lease of the killed process expires.
            "--LeaderElection:Enabled", "false",
        ],
        ports, Path.Combine(folder.FullName, "controller.log"));

    // Returns when it can answer admission.
    public async Task StartAsync(CancellationToken ct)
    {
        _process = Process.Start(StartInfo()) ?? throw new TrialException("the controller could not be started");
        _process.OutputDataReceived += (_, line) => Log(line.Data);
        _process.ErrorDataReceived += (_, line) => Log(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();

        var last = await Polling.UntilAsync(async () => new CheckResult(HasEnded || await IsReadyAsync(ct), "started"), LongestStart, ct);
        if (HasEnded) throw new TrialException($"the controller ended with exit code {_process.ExitCode}");
        if (!last.Passed) throw new TrialException($"the controller was not ready within {LongestStart.TotalSeconds} seconds");
    }

    public async Task<bool> IsReadyAsync(CancellationToken ct)
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri("readyz", UriKind.Relative), ct);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception error) when (error is HttpRequestException || (error is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return false;
        }
    }

    public async Task<IReadOnlyList<string>> ScrapeAsync(string start, CancellationToken ct)
    {
        var text = await _http.GetStringAsync(new Uri("metrics", UriKind.Relative), ct);
        return [.. text.Split('\n').Where(line => line.StartsWith(start, StringComparison.Ordinal))];
    }

    // SIGKILL: it can't finish or hand over anything.
    public async Task KillAsync()
    {
        if (_process is not { } process) return;
        _process = null;
        process.Kill();
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
    }

    // Returns the exit code.
    public async Task<int> EndedAsync(CancellationToken ct)
    {
        await _process!.WaitForExitAsync(ct);
        return _process.ExitCode;
    }

    public IEnumerable<string> LogTail(int lines)
    {
        lock (_logGate) return File.ReadAllLines(logFile).TakeLast(lines);
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        await _log.DisposeAsync();
        _http.Dispose();
    }

    // Uses the dotnet that runs this program.
    private ProcessStartInfo StartInfo()
    {
        var dotnet = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath! : "dotnet";
        return new ProcessStartInfo(dotnet, [assembly, "run", .. options]) { RedirectStandardOutput = true, RedirectStandardError = true };
    }

    private void Log(string? line)
    {
        if (line is null) return;
        lock (_logGate) _log.WriteLine(line);
    }
}
