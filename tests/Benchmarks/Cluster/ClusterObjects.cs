using System.Text.Json.Nodes;

namespace Benchmarks.Cluster;

/// What a benchmark's cluster holds.
/// <param name="Claims">How many PVCs, each bound to a volume.</param>
/// <param name="BackupsEach">Completed backups of each.</param>
/// <param name="Settled">Whether all are opted in, with job and label in place; otherwise none is.</param>
/// <param name="UnderWay">Of how many PVCs the last backup is still being made.</param>
internal sealed record ClusterSize(int Claims, int BackupsEach, bool Settled, int UnderWay = 0)
{
    public bool IsUnderWay(int claim, int number) => claim < UnderWay && number == BackupsEach - 1;
}

/// The objects of a cluster as an API server stores them, about as large as real ones.
internal static class ClusterObjects
{
    public static IEnumerable<JsonObject> Of(ClusterSize size, DateTimeOffset now)
    {
        foreach (var item in Surroundings.Namespaces()) yield return item;
        foreach (var item in Surroundings.WithinThem()) yield return item;
        for (var claim = 0; claim < size.Claims; claim++)
            foreach (var item in OfClaim(claim, size, now)) yield return item;
    }

    /// A PVC, which comes first, and all that goes with it.
    public static IEnumerable<JsonObject> OfClaim(int claim, ClusterSize size, DateTimeOffset now)
    {
        yield return ClaimObjects.Claim(claim, size.Settled);
        yield return ClaimObjects.PersistentVolume(claim);
        yield return ClaimObjects.Volume(claim, size.Settled);
        if (size.Settled) yield return ClaimObjects.Job(claim);
        for (var number = 0; number < size.BackupsEach; number++)
            yield return BackupObjects.Backup(claim, number, size.IsUnderWay(claim, number), now);
    }
}
