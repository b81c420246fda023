using System.Diagnostics;
using System.Text.Json;

namespace Benchmarks.Servers;

/// This program once more, as a server in a process of its own. It ends when its input does, and so never outlives us.
internal sealed class ChildProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ChildProcess(Process process) => _process = process;

    public static ChildProcess Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(ChildProcess).Assembly.Location, .. arguments])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true,
        };
        return new ChildProcess(Process.Start(start) ?? throw new InvalidOperationException($"{arguments[0]} could not be started"));
    }

    public async Task<T> AskAsync<T>(string command, CancellationToken ct)
    {
        await _process.StandardInput.WriteLineAsync(command.AsMemory(), ct);
        return await ReadAsync<T>(ct);
    }

    public async Task<T> ReadAsync<T>(CancellationToken ct)
    {
        var line = await _process.StandardOutput.ReadLineAsync(ct) ?? throw new InvalidOperationException("the server has ended");
        return JsonSerializer.Deserialize<T>(line)!;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }
}
