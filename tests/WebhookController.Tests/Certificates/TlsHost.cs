using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Sandbox;
using WebhookController.Certificates;
using WebhookController.Hosting;
using WebhookController.Tests.Admission;

namespace WebhookController.Tests.Certificates;

// A Kestrel port that serves the certificate in a directory.
internal sealed class TlsHost : IAsyncDisposable
{
    private const string Body = "[the end]";

    private readonly WebApplication _app;

    private TlsHost(WebApplication app, RecordedLog log) => (_app, Log) = (app, log);

    public RecordedLog Log { get; }

    public ServingCertificate Certificate => _app.Services.GetRequiredService<ServingCertificate>();

    public LoadObserver Loads => (LoadObserver)_app.Services.GetRequiredService<ICertificateObserver>();

    private FakeTimeProvider Clock => (FakeTimeProvider)_app.Services.GetRequiredService<TimeProvider>();

    public static async Task<TlsHost> StartAsync(string directory, params string[] expectedNames)
    {
        var log = new RecordedLog();
        var builder = PlainHost.CreateBuilder();
        builder.Logging.ClearProviders().AddProvider(log);
        builder.Services
            .AddSingleton<TimeProvider>(new FakeTimeProvider(TestCertificates.Now))
            .AddSingleton<ICertificateObserver, LoadObserver>()
            .AddServingCertificate(new CertificateOptions(directory, expectedNames));
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.ForWebhook().UseServingCertificate()));
        var app = builder.Build();
        app.UseWebhookPort(endpoints => endpoints.MapGet("/", AnswerAsync));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new TlsHost(app, log);
    }

    // Advances to the next poll and waits for its result.
    public async Task NextPollAsync(TimeSpan? after = null)
    {
        Clock.Advance(after ?? CertificateReloader.Period);
        await Loads.NextAsync();
    }

    // The client trusts only the root.
    public async Task<SslStream> ConnectAsync(X509Certificate2 root)
    {
        var tcp = new TcpClient();
        await tcp.ConnectAsync(IPAddress.Loopback, new Uri(_app.Urls.Single()).Port, TestContext.Current.CancellationToken);
        var tls = new SslStream(tcp.GetStream());
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(root);
        policy.VerificationTime = Clock.GetUtcNow().LocalDateTime;
        await tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions { TargetHost = "localhost", CertificateChainPolicy = policy }, TestContext.Current.CancellationToken);
        return tls;
    }

    public async Task<byte> SerialAsync(X509Certificate2 root)
    {
        await using var tls = await ConnectAsync(root);
        return SerialOf(tls);
    }

    public static byte SerialOf(SslStream tls) => byte.Parse(tls.RemoteCertificate!.GetSerialNumberString(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    // Reads the whole response; a rest would be read as the next one.
    public static async Task<string> GetAsync(SslStream tls)
    {
        await tls.WriteAsync(Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"), TestContext.Current.CancellationToken);
        var (answer, buffer) = (new StringBuilder(), new byte[4096]);
        while (!answer.ToString().EndsWith(Body, StringComparison.Ordinal))
        {
            var read = await tls.ReadAsync(buffer, TestContext.Current.CancellationToken);
            Assert.NotEqual(0, read);
            answer.Append(Encoding.ASCII.GetString(buffer, 0, read));
        }
        return answer.ToString();
    }

    private static Task AnswerAsync(HttpContext http)
    {
        http.Response.ContentLength = Body.Length;
        return http.Response.WriteAsync(Body, http.RequestAborted);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}

internal sealed class LoadObserver : ICertificateObserver
{
    private readonly Channel<bool> _loads = Channel.CreateUnbounded<bool>();
    private int _loaded;
    private int _failed;

    public int LoadedCount => _loaded;

    public int FailedCount => _failed;

    public DateTimeOffset NotAfter { get; private set; }

    public async Task NextAsync() => await _loads.Reader.ReadAsync(TestContext.Current.CancellationToken);

    public void Loaded(DateTimeOffset notAfter)
    {
        NotAfter = notAfter;
        Interlocked.Increment(ref _loaded);
        _loads.Writer.TryWrite(true);
    }

    public void Failed()
    {
        Interlocked.Increment(ref _failed);
        _loads.Writer.TryWrite(false);
    }
}
