using WebhookController.Core.Objects;

namespace WebhookController.Core.Layers;

/// <summary>PVCs that are temporary by construction, and that no label tells from others.</summary>
internal static class TemporaryClaims
{
    private const string Prime = "prime-";
    private const string Scratch = "-scratch";

    /// <summary>The PVC into which CDI imports the data of another one, whose volume it then takes over: <c>prime-&lt;uid&gt;</c>, owned by that PVC, with all of its
    /// labels (containerized-data-importer, pkg/controller/populators/populator-base.go, createPVCPrime).</summary>
    public static bool IsPrime(Claim claim) =>
        claim.Owner == OwnerKind.Claim && claim.Key.Name.StartsWith(Prime, StringComparison.Ordinal) && Guid.TryParseExact(claim.Key.Name[Prime.Length..], "D", out _);

    /// <summary>The PVC that CDI's importer unpacks on: <c>&lt;PVC&gt;-scratch</c>, owned by the importer's Pod (containerized-data-importer,
    /// pkg/controller/util.go, newScratchPersistentVolumeClaimSpec). It goes with its Pod, as every PVC does that a Pod owns.</summary>
    public static bool IsScratch(Claim claim) => claim.Owner == OwnerKind.Pod && claim.Key.Name.EndsWith(Scratch, StringComparison.Ordinal);
}
