using System.Text.Json.Nodes;

namespace Sandbox.Longhorn;

// The objects of a new Longhorn installation.
internal static class InitialObjects
{
    private static readonly (string Name, string Value)[] Settings =
    [
        ("recurring-job-max-retention", "100"),
        ("allow-recurring-job-while-volume-detached", "false"),
        ("restore-volume-recurring-jobs", "false"),
        ("failed-backup-ttl", "1440"),
        ("default-longhorn-static-storage-class", "longhorn-static"),
    ];

    public static async Task CreateAsync(LonghornCluster cluster, CancellationToken ct)
    {
        var @namespace = cluster.Options.Namespace;
        await cluster.Api.CreateAsync(Collection.Namespaces.Path, Item("v1", "Namespace", @namespace), ct);
        await cluster.Api.CreateAsync(Collection.StorageClasses.Path, StorageClass(), ct);
        foreach (var (name, value) in Settings.Append(("current-longhorn-version", $"v{cluster.Options.Version}.0")))
        {
            var setting = Item("longhorn.io/v1beta2", "Setting", name);
            setting["value"] = value;
            await cluster.Api.CreateAsync(Collection.Settings.In(@namespace), setting, ct);
        }

        var target = Item("longhorn.io/v1beta2", "BackupTarget", "default");
        target["spec"] = new JsonObject { ["backupTargetURL"] = "s3://b@r/", ["credentialSecret"] = "", ["pollInterval"] = "5m0s" };
        await cluster.Api.CreateAsync(Collection.BackupTargets.In(@namespace), target, ct);
        await cluster.PatchStatusAsync(Collection.BackupTargets, cluster.Own("default"), new JsonObject { ["available"] = true }, ct);
    }

    private static JsonObject StorageClass()
    {
        var item = Item("storage.k8s.io/v1", "StorageClass", "longhorn");
        item["metadata"]!["annotations"] = new JsonObject { ["storageclass.kubernetes.io/is-default-class"] = "true" };
        item["provisioner"] = VolumeBinder.Driver;
        item["reclaimPolicy"] = "Delete";
        item["volumeBindingMode"] = "Immediate";
        item["allowVolumeExpansion"] = true;
        return item;
    }

    private static JsonObject Item(string apiVersion, string kind, string name) =>
        new() { ["apiVersion"] = apiVersion, ["kind"] = kind, ["metadata"] = new JsonObject { ["name"] = name } };
}
