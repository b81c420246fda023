namespace Benchmarks.Cluster;

/// Where the API server keeps them, relative to its address.
internal static class Paths
{
    public const string Claims = "api/v1/persistentvolumeclaims";
    public const string Jobs = $"{LonghornRoot}/recurringjobs";
    public const string Volumes = $"{LonghornRoot}/volumes";
    public const string Leases = $"apis/coordination.k8s.io/v1/namespaces/{Names.Controller}/leases";

    private const string LonghornRoot = $"apis/longhorn.io/v1beta2/namespaces/{Names.Longhorn}";

    public static string Claim(int claim) => $"api/v1/namespaces/{Names.Namespace(claim)}/persistentvolumeclaims/{Names.Claim(claim)}";

    public static string Job(int claim) => $"{Jobs}/{Names.Job(claim)}";

    public static string Volume(int claim) => $"{Volumes}/{Names.Volume(claim)}";

    public static string BackupStatus(int claim, int number) => $"{LonghornRoot}/backups/{Names.Backup(claim, number)}/status";
}
