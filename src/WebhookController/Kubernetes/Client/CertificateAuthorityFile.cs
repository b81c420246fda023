using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace WebhookController.Kubernetes.Client;

// Read again at every handshake, which is rare enough, so that a rotated CA counts at once. While the file can't be read,
// the last good content is used.
internal sealed partial class CertificateAuthorityFile(string path, ILogger logger)
{
    private readonly Lock _lock = new();
    private string _text = "";
    private X509Certificate2Collection _authorities = [];

    public X509Certificate2Collection Read()
    {
        lock (_lock)
        {
            try
            {
                Reload(File.ReadAllText(path));
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or CryptographicException)
            {
                LogUnreadable(logger, path, failure);
            }

            return _authorities;
        }
    }

    private void Reload(string text)
    {
        if (text == _text) return;
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPem(text);
        if (authorities.Count == 0) throw new CryptographicException("The file contains no certificate.");
        (_text, _authorities) = (text, authorities);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Cannot read the cluster's CA from {Path}; still using the last good one")]
    private static partial void LogUnreadable(ILogger logger, string path, Exception failure);
}
