using System.Security.Cryptography;
using System.Text;

namespace WebhookController.Core.Naming;

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
