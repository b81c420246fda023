using System.Security.Cryptography;
using System.Text;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Naming;

/// <summary>The name of a RecurringJob.</summary>
public static class JobName
{
    /// <summary>Longhorn's limit: its mutator cuts a longer name and its validator then refuses the job.</summary>
    public const int MaxLength = 40;

    /// <summary><c>backup-&lt;namespace&gt;-&lt;name&gt;</c>, shortened to <see cref="MaxLength"/>. Always a DNS-1123 label, since the name becomes
    /// that of a CronJob and of a container. Different PVCs can come to one name (<c>a-b</c>/<c>c</c> and <c>a</c>/<c>b-c</c>).</summary>
    public static string For(string ns, string name) => ShortName.Of($"backup-{ns}-{name}", MaxLength);
}

/// <summary>The names that the job of a PVC may have, by its labels and its own name.</summary>
/// <param name="claim">The PVC.</param>
/// <param name="written">What its label <c>name</c> says; null where there is none.</param>
/// <param name="uid">Its uid; null where that isn't known.</param>
public sealed class JobNames(ObjectKey claim, string? written, string? uid = null)
{
    private string? _plain;
    private string? _derived;
    private string? _ofUid;

    /// <summary>Whether the PVC's labels demand the name: it is then this one, or a conflict.</summary>
    public bool IsWritten => written is not null;

    /// <summary>The name it gets unless that is another's: by the label, else by the PVC's own name. Where a job can't be called after the PVC, the
    /// derived one.</summary>
    public string Plain => _plain ??= written is not null || CanNameAJob ? JobName.For(claim.Namespace, written ?? claim.Name) : Derived;

    /// <summary>The name it gets where the plain one is another's: the beginning of <c>backup-&lt;namespace&gt;-&lt;PVC&gt;</c>, <c>-</c> and 8 hex
    /// digits of the SHA-256 of <c>&lt;namespace&gt;/&lt;PVC&gt;</c>, which no other PVC comes to.</summary>
    public string Derived => _derived ??= WithDigestOf(claim.ToString());

    /// <summary>The name it gets where a predecessor's archive has the derived one: the same with the digest of <c>&lt;namespace&gt;/&lt;PVC&gt;/&lt;uid&gt;</c>,
    /// which no predecessor of the PVC comes to.</summary>
    public string OfUid => _ofUid ??= uid is null ? Derived : WithDigestOf($"{claim}/{uid}");

    /// <summary>Whether <paramref name="job"/> is one of the names that the PVC's job may have, or have had before its label <c>name</c> was written.</summary>
    public bool Include(string job) =>
        job == Plain || job == Derived || job == OfUid || (IsWritten && CanNameAJob && job == JobName.For(claim.Namespace, claim.Name));

    private string WithDigestOf(string whole) => ShortName.WithDigest($"backup-{claim.Namespace}-{claim.Name.Replace('.', '-')}", whole, JobName.MaxLength);

    // A PVC's name is a DNS-1123 subdomain, a job's a label.
    private bool CanNameAJob => !claim.Name.Contains('.', StringComparison.Ordinal);
}

/// <summary>Cuts a name down to a length without losing what makes it different from others.</summary>
internal static class ShortName
{
    private const int DigestLength = 8;

    /// <summary>The name itself where it fits; else its beginning, <c>-</c> and 8 hex digits of the SHA-256 of the whole.</summary>
    public static string Of(string name, int maxLength) => name.Length <= maxLength ? name : WithDigest(name, name, maxLength);

    /// <summary>The beginning of <paramref name="name"/>, <c>-</c> and 8 hex digits of the SHA-256 of <paramref name="whole"/>.</summary>
    public static string WithDigest(string name, string whole, int maxLength)
    {
        var room = maxLength - DigestLength - 1;
        return $"{(name.Length > room ? name[..room] : name).TrimEnd('-', '.', '_')}-{Digest(whole)}";
    }

    private static string Digest(string name) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..DigestLength];
}
