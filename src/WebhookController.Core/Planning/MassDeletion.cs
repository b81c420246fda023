using System.Security.Cryptography;
using System.Text;
using WebhookController.Core.Layers;

namespace WebhookController.Core.Planning;

/// <summary>Rule 9: deletions that are suspiciously many wait until a person has agreed to exactly these.</summary>
internal static class MassDeletion
{
    private const int AlwaysFew = 10;
    private const int SuspiciousShare = 4;
    private const int DigestLength = 16;

    public static Plan Hold(Plan plan, PlanningContext context)
    {
        var deletions = plan.Changes.OfType<DeleteJob>().ToList();
        if (deletions.Count <= AlwaysFew || deletions.Count * SuspiciousShare <= context.ManagedJobs.Count) return plan;
        var digest = Digest(deletions);
        if (Consent(deletions, digest, context.Defaults) is { } consent) return plan with { Agreed = consent };

        return ChangeFilters.WithoutDeletions(plan) with { Held = new HeldDeletions(digest, deletions, context.ManagedJobs.Count) };
    }

    // One pass doesn't delete thousands: those that are left are fewer, and have another digest.
    private static DeletionConsent? Consent(List<DeleteJob> deletions, string digest, EffectiveDefaults defaults)
    {
        if (defaults.AllowMassDeletion == digest) return new(digest, deletions.Select(deletion => deletion.Observed.Uid).ToHashSet());
        return defaults.Agreed is { } agreed && agreed.Digest == defaults.AllowMassDeletion
            && deletions.TrueForAll(deletion => agreed.Uids.Contains(deletion.Observed.Uid)) ? agreed : null;
    }

    // By uid: consent to delete these jobs must not cover later ones of the same names.
    private static string Digest(IEnumerable<DeleteJob> deletions)
    {
        var jobs = deletions.Select(deletion => $"{deletion.Target.Name} {deletion.Observed.Uid}\n").Order(StringComparer.Ordinal);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(jobs))))[..DigestLength];
    }
}
