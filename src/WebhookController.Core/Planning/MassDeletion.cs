using WebhookController.Core.Layers;

namespace WebhookController.Core.Planning;

/// <summary>Rule 10: deletions that are suspiciously many wait until a person has agreed to exactly these.</summary>
internal static class MassDeletion
{
    private const int AlwaysFew = 10;
    private const int SuspiciousShare = 4;

    /// <summary>Whether deletions that are a mass are held, or a person has agreed to them.</summary>
    /// <param name="deletions">All that are planned.</param>
    /// <param name="managedJobs">How many jobs are managed.</param>
    /// <param name="defaults">What a person has agreed to.</param>
    public static (HeldDeletions? Held, Consent? Agreed) Decide(IReadOnlyList<DeleteJob> deletions, int managedJobs, EffectiveDefaults defaults)
    {
        // By uid: consent to delete these jobs must not cover later ones of the same names.
        var digest = Agreement.DigestOf(deletions.Select(deletion => $"{deletion.Target.Name} {deletion.Observed.Uid}"));
        return Agreement.To(digest, [.. deletions.Select(deletion => deletion.Observed.Uid)], defaults.AllowMassDeletion, defaults.Agreed) is { } consent
            ? (null, consent)
            : (new HeldDeletions(digest, deletions, managedJobs), null);
    }

    /// <summary>Whether so many at once, of so many in all, are suspicious: jobs that go, or backups that would.</summary>
    public static bool IsMass(long few, long all) => few > AlwaysFew && few * SuspiciousShare > all;
}
