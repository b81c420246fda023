using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using WebhookController.Tests.Hosting.Support;

namespace WebhookController.Tests.Hosting;

// How the two ports handle bad callers: old TLS, slow requests, and oversized ones.
public sealed class ListenerTests : LonelyControllerTest
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);


    // The ClientHello is written by hand, because the client library itself rejects old versions.
    [Theory]
    [InlineData(0x0301, false)]
    [InlineData(0x0302, false)]
    [InlineData(0x0303, true)]
    public async Task TLS_below_1_2_is_refused(int version, bool accepted)
    {
        using var tcp = await ConnectAsync(Controller.WebhookAddress);
        await tcp.GetStream().WriteAsync(ClientHello(version), Cancel);
        var head = new byte[7];
        await tcp.GetStream().ReadExactlyAsync(head, Cancel);

        const int alert = 21, handshake = 22, protocolVersion = 70;
        Assert.Equal(accepted ? handshake : alert, head[0]);
        if (!accepted) Assert.Equal(protocolVersion, head[6]);
    }

    [Fact]
    public Task A_caller_without_a_handshake_is_disconnected() => IsCutAsync(Controller.WebhookAddress, tls: false, _ => Task.CompletedTask);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task A_caller_with_slow_headers_is_disconnected(bool webhook) => IsCutAsync(webhook ? Controller.WebhookAddress : Controller.MetricsAddress, webhook, async stream =>
    {
        await stream.WriteAsync("POST /validate HTTP/1.1\r\nHost: localhost\r\n"u8.ToArray(), Cancel);
        await TrickleAsync(stream, "X-Header: 1\r\n");
    });

    [Fact]
    public Task A_caller_with_a_slow_body_is_disconnected() => IsCutAsync(Controller.WebhookAddress, tls: true, async stream =>
    {
        await stream.WriteAsync("POST /validate HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n{"u8.ToArray(), Cancel);
        await TrickleAsync(stream, " ");
    });

    [Fact]
    public async Task A_body_beyond_the_limit_is_rejected_unread()
    {
        await using var stream = await OpenAsync(Controller.WebhookAddress, tls: true);
        await stream.WriteAsync("POST /validate HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 99000000\r\n\r\n{"u8.ToArray(), Cancel);
        Assert.StartsWith("HTTP/1.1 413", await ReadLineAsync(stream), StringComparison.Ordinal);
        await UntilCutAsync(() => EndAsync(stream)).WaitAsync(Limit, Cancel);
    }

    [Fact]
    public async Task Endless_headers_are_rejected()
    {
        await using var stream = await OpenAsync(Controller.WebhookAddress, tls: true);
        // Just beyond the limit: if the server closes a connection with unread data, it is reset, and the response may be lost.
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST /validate HTTP/1.1\r\nHost: localhost\r\nX-Long: {new string('x', 32 * 1024)}\r\n\r\n"), Cancel);

        Assert.StartsWith("HTTP/1.1 431", await ReadLineAsync(stream), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/metrics", 404)]
    [InlineData("GET", "/healthz", 404)]
    [InlineData("GET", "/readyz", 404)]
    [InlineData("POST", "/validate", 415)]
    public async Task The_webhook_port_serves_only_its_own_paths(string method, string path, int status) =>
        Assert.Equal(status, await AskAsync(Controller.WebhookAddress, tls: true, method, path));

    [Theory]
    [InlineData("GET", "/metrics", 200)]
    [InlineData("GET", "/healthz", 200)]
    [InlineData("GET", "/readyz", 503)]
    [InlineData("POST", "/validate", 404)]
    [InlineData("POST", "/mutate", 404)]
    [InlineData("GET", "/", 200)]
    [InlineData("GET", "/other", 404)]
    public async Task The_metrics_port_serves_only_its_own_paths(string method, string path, int status) =>
        Assert.Equal(status, await AskAsync(Controller.MetricsAddress, tls: false, method, path));

    private async Task<int> AskAsync(Uri address, bool tls, string method, string path)
    {
        var other = tls ? Controller.MetricsAddress : Controller.WebhookAddress;
        await using var stream = await OpenAsync(address, tls);
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{method} {path} HTTP/1.1\r\nHost: {other.Authority}\r\nContent-Length: 0\r\n\r\n"), Cancel);
        return int.Parse((await ReadLineAsync(stream)).Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async Task IsCutAsync(Uri address, bool tls, Func<Stream, Task> misbehave)
    {
        await using var stream = await OpenAsync(address, tls);
        await Task.WhenAll(UntilCutAsync(() => misbehave(stream)), UntilCutAsync(() => EndAsync(stream))).WaitAsync(Limit, Cancel);
    }

    private static async Task UntilCutAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (IOException)
        {
            // A reset counts, too.
        }
    }

    private static async Task EndAsync(Stream stream)
    {
        var buffer = new byte[4096];
        while (await stream.ReadAsync(buffer, Cancel) > 0)
        {
        }
    }

    private static async Task TrickleAsync(Stream stream, string drop)
    {
        while (true)
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(drop), Cancel);
            await Task.Delay(TimeSpan.FromMilliseconds(500), Cancel);
        }
    }

    private static async Task<string> ReadLineAsync(Stream stream)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (await stream.ReadAsync(one, Cancel) > 0 && one[0] != '\n') line.Append((char)one[0]);
        return line.ToString();
    }

    private static async Task<TcpClient> ConnectAsync(Uri address)
    {
        var tcp = new TcpClient();
        await tcp.ConnectAsync(address.Host, address.Port, Cancel);
        return tcp;
    }

    [SuppressMessage("Security", "CA5359", Justification = "It is the server that is tested.")]
    private static async Task<Stream> OpenAsync(Uri address, bool tls)
    {
        var stream = (await ConnectAsync(address)).GetStream();
        if (!tls) return stream;
        var secure = new SslStream(stream, leaveInnerStreamOpen: false, (_, _, _, _) => true);
        await secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "127.0.0.1" }, Cancel);
        return secure;
    }

    // RFC 5246, 7.4.1.2: with ciphers for every version, the curve P-256 and ECDSA with SHA-256.
    private static byte[] ClientHello(int version)
    {
        byte[] extensions =
        [
            0, 10, 0, 4, 0, 2, 0, 23,
            0, 11, 0, 2, 1, 0,
            0, 13, 0, 6, 0, 4, 4, 3, 2, 3,
        ];
        byte[] body =
        [
            (byte)(version >> 8), (byte)version, .. RandomNumberGenerator.GetBytes(32), 0,
            0, 6, 0xC0, 0x2B, 0xC0, 0x09, 0xC0, 0x0A,
            1, 0, 0, (byte)extensions.Length, .. extensions,
        ];
        byte[] message = [1, 0, 0, (byte)body.Length, .. body];
        return [22, 3, 1, 0, (byte)message.Length, .. message];
    }
}
