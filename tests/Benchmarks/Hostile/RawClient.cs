using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Benchmarks.Hostile;

/// A connection that keeps to no rules.
internal sealed class RawClient : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp);
    private Stream? _stream;

    public static string Head(int length) =>
        $"POST /validate HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n";

    public async Task ConnectAsync(Uri address, CancellationToken ct)
    {
        await _socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, address.Port), ct);
        _stream = new NetworkStream(_socket);
    }

    [SuppressMessage("Security", "CA5359", Justification = "It attacks its own server.")]
    public async Task SecureAsync(CancellationToken ct)
    {
        var secure = new SslStream(_stream!, leaveInnerStreamOpen: false, (_, _, _, _) => true);
        await secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "localhost" }, ct);
        _stream = secure;
    }

    public ValueTask SendAsync(string text, CancellationToken ct) => SendAsync(Encoding.ASCII.GetBytes(text), ct);

    public ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct) => _stream!.WriteAsync(bytes, ct);

    /// Until the server ends it.
    public async Task EndAsync(CancellationToken ct)
    {
        var buffer = new byte[1024];
        while (await _stream!.ReadAsync(buffer, ct) > 0)
        {
        }
    }

    /// The other side gets a reset.
    public void Reset()
    {
        _socket.LingerState = new LingerOption(enable: true, seconds: 0);
        Dispose();
    }

    public void Dispose()
    {
        _stream?.Dispose();
        _socket.Dispose();
    }
}
