namespace WebhookController.Hosting.Certificates;

/// The text of tls.crt and tls.key, read as a pair.
internal sealed record CertificateFiles(string Certificate, string Key)
{
    // kubelet writes a new directory and swaps this link to it.
    private const string DataLink = "..data";

    /// Follows the link once and reads both files from where it led: a swap in between can't mix two pairs.
    public static CertificateFiles Read(string directory)
    {
        var link = new DirectoryInfo(Path.Combine(directory, DataLink));
        var resolved = link.LinkTarget is null ? directory : link.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        return new(File.ReadAllText(Path.Combine(resolved, "tls.crt")), File.ReadAllText(Path.Combine(resolved, "tls.key")));
    }
}
