using System.Net.Security;
using System.Security.Authentication;

namespace WebhookController.Certificates;

// The certificate for new connections. Open connections keep the one they started with.
internal sealed class ServingCertificate(CertificateOptions options)
{
    private ServerIdentity? _current;
    private string? _problem = "no certificate has been read yet";

    public bool IsLoaded => Volatile.Read(ref _current) is not null;

    // Why the files on disk are not served; null if they are.
    public string? Problem => Volatile.Read(ref _problem);

    public DateTimeOffset? NotAfter => Volatile.Read(ref _current)?.NotAfter;

    // Why API servers would reject what is served; null if they accept it, even if newer files could not be used.
    public string? ProblemAt(DateTimeOffset now) => Volatile.Read(ref _current) is { } current
        ? current.ProblemAt(now, options.ExpectedNames) is { } problem ? $"the certificate in {options.Directory} {problem}" : null
        : Problem;

    // Without a certificate the handshake fails and the process keeps running: cert-manager may still be issuing it.
    public SslServerAuthenticationOptions ForHandshake() =>
        Volatile.Read(ref _current)?.Options ?? throw new AuthenticationException(Problem);

    public void Serve(ServerIdentity identity)
    {
        Volatile.Write(ref _current, identity);
        Volatile.Write(ref _problem, null);
    }

    public void KeepCurrent(string problem) => Volatile.Write(ref _problem, problem);
}
