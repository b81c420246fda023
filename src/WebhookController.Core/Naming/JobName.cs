using System.Security.Cryptography;
using System.Text;
using WebhookController.Core.Labels;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Naming;

/// <summary>The name of the RecurringJob of a PVC.</summary>
public static class JobName
{
    /// <summary>Longhorn's limit: its mutator cuts a longer name and its validator then refuses the job.</summary>
    public const int MaxLength = 40;

    /// <summary><c>backup-&lt;namespace&gt;-&lt;name&gt;</c>, shortened to <see cref="MaxLength"/>. Always a DNS-1123 label, since the name becomes
    /// that of a CronJob and of a container. Different PVCs can come to one name (<c>a-b</c>/<c>c</c> and <c>a</c>/<c>b-c</c>): a conflict.</summary>
    public static string For(string ns, string name) => ShortName.Of($"backup-{ns}-{name}", MaxLength);

    /// <summary>The job that a PVC asks for by its labels, or null where it asks for none.</summary>
    public static string? WantedBy(Claim claim, BackupIntent intent) =>
        intent is { OptedIn: true, Name: { } name } ? For(claim.Key.Namespace, name) : null;
}

/// <summary>Cuts a name down to a length without losing what makes it different from others.</summary>
internal static class ShortName
{
    private const int DigestLength = 8;

    /// <summary>The name itself where it fits; else its beginning, <c>-</c> and 8 hex digits of the SHA-256 of the whole.</summary>
    public static string Of(string name, int maxLength) => name.Length <= maxLength
        ? name
        : $"{name[..(maxLength - DigestLength - 1)].TrimEnd('-', '.', '_')}-{Digest(name)}";

    private static string Digest(string name) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..DigestLength];
}

/// <summary>A value for the label <c>name</c> that a PVC's own name suggests.</summary>
public static class SuggestedName
{
    private const int MaxDnsLabel = 63;

    /// <summary>The PVC's own name, or the DNS-1123 label nearest to it: PVC names may have dots and up to 253 characters.</summary>
    public static string For(string pvc)
    {
        var name = ShortName.Of(pvc.Replace('.', '-').Trim('-'), MaxDnsLabel);
        return ValueGrammars.IsDnsLabel(name) ? name : "data";
    }
}
