using Sandbox.Store;

namespace Sandbox.Longhorn;

// The API path of a kind.
internal sealed record Collection(string GroupVersionPath, string Plural)
{
    public static readonly Collection Namespaces = new("api/v1", "namespaces");
    public static readonly Collection Claims = new("api/v1", "persistentvolumeclaims");
    public static readonly Collection Pods = new("api/v1", "pods");
    public static readonly Collection PersistentVolumes = new("api/v1", "persistentvolumes");
    public static readonly Collection StorageClasses = new("apis/storage.k8s.io/v1", "storageclasses");
    public static readonly Collection Jobs = Longhorn("recurringjobs");
    public static readonly Collection Volumes = Longhorn("volumes");
    public static readonly Collection Snapshots = Longhorn("snapshots");
    public static readonly Collection Backups = Longhorn("backups");
    public static readonly Collection Settings = Longhorn("settings");
    public static readonly Collection BackupTargets = Longhorn("backuptargets");

    // In all namespaces.
    public string Path => $"{GroupVersionPath}/{Plural}";

    public string In(string @namespace) => @namespace.Length == 0 ? Path : $"{GroupVersionPath}/namespaces/{@namespace}/{Plural}";

    public string At(ObjectName name) => $"{In(name.Namespace)}/{name.Name}";

    private static Collection Longhorn(string plural) => new("apis/longhorn.io/v1beta2", plural);
}
