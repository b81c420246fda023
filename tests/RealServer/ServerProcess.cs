using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace RealServer;

/// A server in a process of its own, which never outlives this one. When it dies by itself, its last output is reported.
internal sealed class ServerProcess : IAsyncDisposable
{
    private const int LinesKept = 40;

    // However our process ends, even by being killed, the system closes the pipe that is this shell's input; then the server is killed.
    private const string Guard = """
        exec 3<&0
        "$0" "$@" 3<&- & server=$!
        { cat <&3 >/dev/null; kill -9 $server 2>/dev/null; } &
        exec 3<&-
        wait $server
        """;

    private readonly Process _guard;
    private readonly string _program;
    private readonly ConcurrentQueue<string> _output = [];

    private ServerProcess(Process guard, string program)
    {
        (_guard, _program) = (guard, program);
        guard.OutputDataReceived += (_, line) => Keep(line.Data);
        guard.ErrorDataReceived += (_, line) => Keep(line.Data);
    }

    public static ServerProcess Start(string program, IEnumerable<string> arguments)
    {
        var guard = new Process
        {
            StartInfo = new ProcessStartInfo("/bin/sh", ["-c", Guard, program, .. arguments])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        var server = new ServerProcess(guard, program);
        guard.Start();
        guard.BeginOutputReadLine();
        guard.BeginErrorReadLine();
        return server;
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public void ThrowIfExited()
    {
        if (_guard.HasExited) throw new IOException($"{_program} ended with {_guard.ExitCode}:\n{string.Join('\n', _output)}");
    }

    // Nothing it holds is worth an orderly end.
    public async ValueTask DisposeAsync()
    {
        _guard.StandardInput.Close();
        await _guard.WaitForExitAsync(CancellationToken.None);
        _guard.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        _output.Enqueue(line);
        if (_output.Count > LinesKept) _output.TryDequeue(out _);
    }
}
