using System.Security.Cryptography;
using System.Text;
using WebhookController.Core.Layers;

namespace WebhookController.Core.Planning;

/// <summary>How a person agrees to what is held: by the digest of exactly these changes.</summary>
internal static class Agreement
{
    private const int DigestLength = 16;

    /// <summary>The digest of changes, in whatever order.</summary>
    public static string DigestOf(IEnumerable<string> changes) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Concat(changes.Order(StringComparer.Ordinal).Select(change => $"{change}\n")))))[..DigestLength];

    /// <summary>The consent to these changes; null where there is none. They aren't made in one pass: those that are left are fewer, and have another
    /// digest.</summary>
    /// <param name="digest">The digest of the changes.</param>
    /// <param name="items">What identifies them.</param>
    /// <param name="allowed">The digest that a person has put into the ConfigMap.</param>
    /// <param name="agreed">The consent that an earlier plan found.</param>
    public static Consent? To(string digest, IReadOnlyCollection<string> items, string? allowed, Consent? agreed)
    {
        if (allowed == digest) return new(digest, items.ToHashSet(StringComparer.Ordinal));
        return agreed is not null && agreed.Digest == allowed && items.All(agreed.Items.Contains) ? agreed : null;
    }
}
