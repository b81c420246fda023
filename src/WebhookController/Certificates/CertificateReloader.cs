using System.Security.Cryptography;

namespace WebhookController.Certificates;

// Polls the files, because a file watcher does not notice when kubelet swaps a link.
internal sealed partial class CertificateReloader(
    CertificateOptions options, ServingCertificate certificate, ICertificateObserver observer, TimeProvider clock, ILogger<CertificateReloader> logger)
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
            var files = CertificateFiles.Read(options.Directory);
            if (files != _lastRead) Load(files);
            else if (_notYetValid is { } waiting && ProblemOf(waiting) is null) Serve(waiting);
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            KeepCurrent($"no certificate can be read from {options.Directory}: {unusable.Message}");
        }
    }

    // A certificate that callers would reject today never replaces one that they accept.
    private void Load(CertificateFiles files)
    {
        (_lastRead, _notYetValid) = (files, null);
        var identity = ServerIdentity.From(files);
        if (ProblemOf(identity) is not { } problem || certificate.ProblemAt(clock.GetUtcNow()) is not null)
        {
            Serve(identity);
            return;
        }
        _notYetValid = identity;
        KeepCurrent($"the certificate in {options.Directory} {problem}");
    }

    private string? ProblemOf(ServerIdentity identity) => identity.ProblemAt(clock.GetUtcNow(), options.ExpectedNames);

    private void Serve(ServerIdentity identity)
    {
        _notYetValid = null;
        certificate.Serve(identity);
        observer.Loaded(identity.NotAfter);
        Loaded(options.Directory, identity.NotBefore, identity.NotAfter);
        if (ProblemOf(identity) is { } problem) Rejected(problem);
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

    [LoggerMessage(3, LogLevel.Warning, "The certificate {Problem}: API servers will not call this replica")]
    private partial void Rejected(string problem);
}
