using System.Security.Cryptography;

namespace WebhookController.Hosting.Certificates;

/// Looks at the files every 5 s. Polling, since a watcher of files sees nothing of kubelet's swap of a link.
internal sealed partial class CertificateReloader(
    ServingCertificate certificate, ControllerOptions options, ICertificateObserver observer, TimeProvider clock, ILogger<CertificateReloader> logger)
    : BackgroundService
{
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    private readonly string _directory = options.Webhook.CertificateDirectory;
    private readonly PeriodicTimer _timer = new(Period, clock);
    private CertificateFiles? _lastRead;
    private ServerIdentity? _early;

    // The first look comes before the port opens.
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        Look();
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await _timer.WaitForNextTickAsync(stoppingToken)) Look();
    }

    public override void Dispose()
    {
        _timer.Dispose();
        base.Dispose();
    }

    private void Look()
    {
        try
        {
            var files = CertificateFiles.Read(_directory);
            if (files != _lastRead) Consider(files);
            else if (_early?.IsValidAt(clock.GetUtcNow()) == true) Swap(_early);
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            Keep($"no certificate can be read from {_directory}: {unusable.Message}");
        }
    }

    // A certificate that callers would refuse today never takes the place of one that they accept.
    private void Consider(CertificateFiles files)
    {
        (_lastRead, _early) = (files, null);
        var (identity, now) = (ServerIdentity.From(files), clock.GetUtcNow());
        if (identity.IsValidAt(now) || !certificate.IsValidAt(now))
        {
            Swap(identity);
            return;
        }
        _early = identity;
        Keep(now < identity.NotBefore
            ? $"the certificate in {_directory} is not valid before {identity.NotBefore:u}"
            : $"the certificate in {_directory} expired at {identity.NotAfter:u}");
    }

    private void Swap(ServerIdentity identity)
    {
        _early = null;
        certificate.Serve(identity);
        observer.Loaded(identity.NotAfter);
        Loaded(_directory, identity.NotBefore, identity.NotAfter);
        var now = clock.GetUtcNow();
        if (now < identity.NotBefore) NotYetValid(identity.NotBefore);
        if (now > identity.NotAfter) Expired(identity.NotAfter);
    }

    // The same trouble at the next look is no other.
    private void Keep(string trouble)
    {
        if (trouble == certificate.Trouble) return;
        NotServed(trouble, certificate.IsLoaded);
        certificate.Keep(trouble);
        observer.Failed();
    }

    [LoggerMessage(1, LogLevel.Information, "Serving the certificate in {Directory}, valid from {NotBefore:u} to {NotAfter:u}")]
    private partial void Loaded(string directory, DateTimeOffset notBefore, DateTimeOffset notAfter);

    [LoggerMessage(2, LogLevel.Error, "{Trouble} (an earlier certificate is served: {Earlier})")]
    private partial void NotServed(string trouble, bool earlier);

    [LoggerMessage(3, LogLevel.Warning, "The certificate is not valid before {NotBefore:u}")]
    private partial void NotYetValid(DateTimeOffset notBefore);

    [LoggerMessage(4, LogLevel.Warning, "The certificate expired at {NotAfter:u}")]
    private partial void Expired(DateTimeOffset notAfter);
}
