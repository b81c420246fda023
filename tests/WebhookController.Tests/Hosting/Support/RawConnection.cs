using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace WebhookController.Tests.Hosting.Support;

// A connection on which a test can say anything, also what no HTTP client would.
internal sealed class RawConnection(TcpClient tcp, Stream stream) : IAsyncDisposable
{
    public static async Task<RawConnection> OpenAsync(Uri address, bool tls, string serverName = "127.0.0.1")
    {
        var tcp = new TcpClient();
        await tcp.ConnectAsync(address.Host, address.Port, Cancel);
        return new RawConnection(tcp, tls ? await SecureAsync(tcp.GetStream(), serverName) : tcp.GetStream());
    }

    public static string Head(string path, string headers = "") =>
        $"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n{headers}\r\n";

    public Task SendAsync(string text) => stream.WriteAsync(Encoding.UTF8.GetBytes(text), Cancel).AsTask();

    public async Task<string> LineAsync()
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (await stream.ReadAsync(one, Cancel) > 0 && one[0] != '\n') line.Append((char)one[0]);
        return line.ToString().TrimEnd('\r');
    }

    // 0 where the connection ends without an answer.
    public async Task<int> StatusAsync()
    {
        try
        {
            var line = await LineAsync();
            return line.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) ? int.Parse(line.AsSpan(9, 3), CultureInfo.InvariantCulture) : 0;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    // Whatever comes, to the end.
    public async Task<string> RestAsync()
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        try
        {
            for (int read; (read = await stream.ReadAsync(buffer, Cancel)) > 0;) text.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }
        catch (IOException)
        {
            // A reset is an end, too.
        }

        return text.ToString();
    }

    // As a process that dies: the other side gets a reset.
    public void Reset()
    {
        tcp.LingerState = new LingerOption(enable: true, seconds: 0);
        tcp.Close();
    }

    public async ValueTask DisposeAsync()
    {
        await stream.DisposeAsync();
        tcp.Dispose();
    }

    [SuppressMessage("Security", "CA5359", Justification = "It is the server that is tested.")]
    private static async Task<Stream> SecureAsync(Stream stream, string serverName)
    {
        var secure = new SslStream(stream, leaveInnerStreamOpen: false, (_, _, _, _) => true);
        await secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = serverName }, Cancel);
        return secure;
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
}
