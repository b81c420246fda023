using System.Security.Cryptography;

namespace WebhookController.Certificates;

// Polls the files, because a file watcher does not notice when kubelet swaps a link.
internal sealed partial class CertificateReloader(
    string directory, ServingCertificate certificate, ICertificateObserver observer, TimeProvider clock, ILogger<CertificateReloader> logger)
    : BackgroundService
{
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    private readonly PeriodicTimer _timer = new(Period, clock);
    private CertificateFiles? _lastRead;
    private ServerIdentity? _notYetValid;

    // The first read comes before the port opens.
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        Poll();
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await _timer.WaitForNextTickAsync(stoppingToken)) Poll();
    }

    public override void Dispose()
    {
        _timer.Dispose();
        base.Dispose();
    }

    private void Poll()
    {
        try
        {
            var files = CertificateFiles.Read(directory);
            if (files != _lastRead) Load(files);
            else if (_notYetValid?.IsValidAt(clock.GetUtcNow()) == true) Serve(_notYetValid);
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            KeepCurrent($"no certificate can be read from {directory}: {unusable.Message}");
        }
    }

    // A certificate that callers would reject today never replaces one that they accept.
    private void Load(CertificateFiles files)
    {
        (_lastRead, _notYetValid) = (files, null);
        var (identity, now) = (ServerIdentity.From(files), clock.GetUtcNow());
        if (identity.IsValidAt(now) || !certificate.IsValidAt(now))
        {
            Serve(identity);
            return;
        }
        _notYetValid = identity;
        KeepCurrent(now < identity.NotBefore
            ? $"the certificate in {directory} is not valid before {identity.NotBefore:u}"
            : $"the certificate in {directory} expired at {identity.NotAfter:u}");
    }

    private void Serve(ServerIdentity identity)
    {
        _notYetValid = null;
        certificate.Serve(identity);
        observer.Loaded(identity.NotAfter);
        Loaded(directory, identity.NotBefore, identity.NotAfter);
        var now = clock.GetUtcNow();
        if (now < identity.NotBefore) NotYetValid(identity.NotBefore);
        if (now > identity.NotAfter) Expired(identity.NotAfter);
    }

    // Logged and counted once, not at every poll.
    private void KeepCurrent(string problem)
    {
        if (problem == certificate.Problem) return;
        NotServed(problem, certificate.IsLoaded);
        certificate.KeepCurrent(problem);
        observer.Failed();
    }

    [LoggerMessage(1, LogLevel.Information, "Serving the certificate in {Directory}, valid from {NotBefore:u} to {NotAfter:u}")]
    private partial void Loaded(string directory, DateTimeOffset notBefore, DateTimeOffset notAfter);

    [LoggerMessage(2, LogLevel.Error, "{Problem} (an earlier certificate is served: {Earlier})")]
    private partial void NotServed(string problem, bool earlier);

    [LoggerMessage(3, LogLevel.Warning, "The certificate is not valid before {NotBefore:u}")]
    private partial void NotYetValid(DateTimeOffset notBefore);

    [LoggerMessage(4, LogLevel.Warning, "The certificate expired at {NotAfter:u}")]
    private partial void Expired(DateTimeOffset notAfter);
}
