using System.Net.Security;
using System.Security.Authentication;

namespace WebhookController.Hosting.Certificates;

/// The certificate that new connections get. Those that are open keep the one they began with.
internal sealed class ServingCertificate
{
    private ServerIdentity? _current;
    private string? _trouble = "no certificate has been read yet";

    public bool IsLoaded => Volatile.Read(ref _current) is not null;

    /// Why the files on disk aren't served; null where they are.
    public string? Trouble => Volatile.Read(ref _trouble);

    public DateTimeOffset? NotAfter => Volatile.Read(ref _current)?.NotAfter;

    public bool IsValidAt(DateTimeOffset now) => Volatile.Read(ref _current)?.IsValidAt(now) == true;

    /// Without a certificate the handshake fails and the process stays up: it may be on its way.
    public SslServerAuthenticationOptions ForHandshake() =>
        Volatile.Read(ref _current)?.Options ?? throw new AuthenticationException(Trouble);

    public void Serve(ServerIdentity identity)
    {
        Volatile.Write(ref _current, identity);
        Volatile.Write(ref _trouble, null);
    }

    public void Keep(string trouble) => Volatile.Write(ref _trouble, trouble);
}
