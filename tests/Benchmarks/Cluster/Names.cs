namespace Benchmarks.Cluster;

/// How the objects of the benchmark's cluster are called: the one of a number can be found without looking it up.
internal static class Names
{
    public const string Prefix = "backup.vluwte.nl/";
    public const string Longhorn = "longhorn-system";
    public const string Controller = "backup-controller";
    public const string Lease = "longhorn-backup-controller";

    private const int Namespaces = 300;
    private const string UidEnd = "-6e2b-4a39-8f0c-0d9a7d0f1f5e";

    public static IEnumerable<string> AllNamespaces => Enumerable.Range(0, Namespaces).Select(Namespace).Concat([Longhorn, Controller]);

    public static string Namespace(int claim) => $"team-{claim % Namespaces}";

    public static string Claim(int claim) => $"data-{claim}";

    public static string Uid(int claim) => $"{claim:x8}{UidEnd}";

    public static string Volume(int claim) => $"pvc-{Uid(claim)}";

    /// Whether some PVC here is called so.
    public static bool IsClaim(string name) => name.StartsWith("data-", StringComparison.Ordinal) && name[5..].All(char.IsAsciiDigit);

    /// Whether some volume here is called so.
    public static bool IsVolume(string name) => name.StartsWith("pvc-", StringComparison.Ordinal) && name.EndsWith(UidEnd, StringComparison.Ordinal);

    /// Whether some job of a PVC here is called so.
    public static bool IsJob(string name) => name.StartsWith("backup-team-", StringComparison.Ordinal);

    /// Whether some backup here is called so.
    public static bool IsBackup(string name) => name.StartsWith("backup-", StringComparison.Ordinal) && name[7..].Length == 16 && name[7..].All(char.IsAsciiHexDigitLower);

    public static bool IsLease(string name) => name == Lease;

    public static string Job(int claim) => $"backup-{Namespace(claim)}-{Claim(claim)}";

    public static string JobLabel(int claim) => $"recurring-job.longhorn.io/{Job(claim)}";

    public static string Backup(int claim, int number) => $"backup-{claim:x8}{number:x8}";
}
