using System.Security.Cryptography;
using System.Text;
using WebhookController.Core.Layers;

namespace WebhookController.Core.Planning;

/// <summary>Rule 10: deletions that are suspiciously many wait until a person has agreed to exactly these.</summary>
internal static class MassDeletion
{
    private const int AlwaysFew = 10;
    private const int SuspiciousShare = 4;
    private const int DigestLength = 16;

    /// <summary>Whether deletions that are a mass are held, or a person has agreed to them.</summary>
    /// <param name="deletions">All that are planned.</param>
    /// <param name="managedJobs">How many jobs are managed.</param>
    /// <param name="defaults">What a person has agreed to.</param>
    public static (HeldDeletions? Held, DeletionConsent? Agreed) Decide(IReadOnlyList<DeleteJob> deletions, int managedJobs, EffectiveDefaults defaults)
    {
        var digest = Digest(deletions);
        return Consent(deletions, digest, defaults) is { } consent ? (null, consent) : (new HeldDeletions(digest, deletions, managedJobs), null);
    }

    /// <summary>Whether so many deletions at once are suspicious.</summary>
    public static bool IsMass(int deletions, int managedJobs) => deletions > AlwaysFew && deletions * SuspiciousShare > managedJobs;

    // One pass doesn't delete thousands: those that are left are fewer, and have another digest.
    private static DeletionConsent? Consent(IReadOnlyList<DeleteJob> deletions, string digest, EffectiveDefaults defaults)
    {
        if (defaults.AllowMassDeletion == digest) return new(digest, deletions.Select(deletion => deletion.Observed.Uid).ToHashSet());
        return defaults.Agreed is { } agreed && agreed.Digest == defaults.AllowMassDeletion
            && deletions.All(deletion => agreed.Uids.Contains(deletion.Observed.Uid)) ? agreed : null;
    }

    // By uid: consent to delete these jobs must not cover later ones of the same names.
    private static string Digest(IEnumerable<DeleteJob> deletions)
    {
        var jobs = deletions.Select(deletion => $"{deletion.Target.Name} {deletion.Observed.Uid}\n").Order(StringComparer.Ordinal);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(jobs))))[..DigestLength];
    }
}
