namespace Benchmarks.Cluster;

/// How the objects of the benchmark's cluster are called: the one of a number can be found without looking it up.
internal static class Names
{
    public const string Prefix = "backup.vluwte.nl/";
    public const string Longhorn = "longhorn-system";
    public const string Controller = "backup-controller";

    private const int Namespaces = 300;

    public static IEnumerable<string> AllNamespaces => Enumerable.Range(0, Namespaces).Select(Namespace).Concat([Longhorn, Controller]);

    public static string Namespace(int claim) => $"team-{claim % Namespaces}";

    public static string Claim(int claim) => $"data-{claim}";

    public static string Uid(int claim) => $"{claim:x8}-6e2b-4a39-8f0c-0d9a7d0f1f5e";

    public static string Volume(int claim) => $"pvc-{Uid(claim)}";

    public static string Job(int claim) => $"backup-{Namespace(claim)}-{Claim(claim)}";

    public static string JobLabel(int claim) => $"recurring-job.longhorn.io/{Job(claim)}";

    public static string Backup(int claim, int number) => $"backup-{claim:x8}{number:x8}";
}
