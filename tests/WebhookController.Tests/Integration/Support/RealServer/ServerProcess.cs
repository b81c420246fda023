using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace WebhookController.Tests.Integration.Support.RealServer;

/// A server in a process of its own, which ends with this one at the latest. What it said last is told when it dies by itself.
internal sealed class ServerProcess : IAsyncDisposable
{
    private const int LinesKept = 40;

    private static readonly ConcurrentDictionary<ServerProcess, byte> Running = KilledAtExit();

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = [];

    private ServerProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
    }

    public static ServerProcess Start(string program, IEnumerable<string> arguments)
    {
        var process = new Process { StartInfo = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true } };
        var server = new ServerProcess(process);
        process.Start();
        Running.TryAdd(server, 0);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
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
        if (_process.HasExited) throw new IOException($"{_process.StartInfo.FileName} ended with {_process.ExitCode}:\n{string.Join('\n', _output)}");
    }

    // Nothing it holds is worth an orderly end.
    public async ValueTask DisposeAsync()
    {
        Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        Running.TryRemove(this, out _);
        _process.Dispose();
    }

    private static ConcurrentDictionary<ServerProcess, byte> KilledAtExit()
    {
        var running = new ConcurrentDictionary<ServerProcess, byte>();
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            foreach (var server in running.Keys) server.Kill();
        };
        return running;
    }

    private void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (Exception gone) when (gone is InvalidOperationException or Win32Exception)
        {
            Keep("it was gone already");
        }
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        _output.Enqueue(line);
        if (_output.Count > LinesKept) _output.TryDequeue(out _);
    }
}
