using System.Text.Json.Nodes;

namespace WebhookController.Tests.Integration.Support;

/// Longhorn Volumes and PVs that people make themselves: for restored volumes, and those of before.
internal static class StaticVolumes
{
    public static async Task CreateAsync(Scenario scenario, string pv, string handle, string cloneMode = "")
    {
        var spec = new JsonObject { ["size"] = "1073741824", ["numberOfReplicas"] = 1, ["frontend"] = "blockdev" };
        if (cloneMode.Length > 0) spec["cloneMode"] = cloneMode;
        await scenario.Api.PostAsync(Api.Longhorn + "volumes", new JsonObject
        {
            ["apiVersion"] = "longhorn.io/v1beta2",
            ["kind"] = "Volume",
            ["metadata"] = new JsonObject { ["name"] = handle, ["namespace"] = "longhorn-system" },
            ["spec"] = spec,
        });
        await AddPvAsync(scenario, pv, handle);
    }

    public static async Task AddPvAsync(Scenario scenario, string pv, string handle, string? storageClass = null)
    {
        var spec = new JsonObject
        {
            ["capacity"] = new JsonObject { ["storage"] = "1Gi" },
            ["accessModes"] = new JsonArray("ReadWriteOnce"),
            ["persistentVolumeReclaimPolicy"] = "Retain",
            ["csi"] = new JsonObject { ["driver"] = "driver.longhorn.io", ["volumeHandle"] = handle, ["fsType"] = "ext4" },
        };
        if (storageClass is not null) spec["storageClassName"] = storageClass;
        await scenario.Api.PostAsync("api/v1/persistentvolumes", new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "PersistentVolume",
            ["metadata"] = new JsonObject { ["name"] = pv },
            ["spec"] = spec,
        });
        await scenario.Longhorn.WaitUntilCachedAsync(pv, TestContext.Current.CancellationToken);
    }

    /// A PVC that names the PV, as for a restored volume.
    public static async Task<Answer> ClaimAsync(Scenario scenario, string ns, string name, string pv, string storageClass, params (string, string)[] labels)
    {
        await scenario.EnsureNamespaceAsync(ns);
        var claim = Objects.Claim(ns, name, storageClass, labels);
        claim["spec"]!["volumeName"] = pv;
        return await scenario.Api.PostAsync(Scenario.Path(Api.Claims, ns), claim);
    }

    /// So that the volume of a PVC stays when the PVC goes.
    public static async Task RetainAsync(Scenario scenario, string ns, string name)
    {
        await scenario.VolumeOfAsync(ns, name);
        var pv = (await scenario.FindClaimAsync(ns, name))!["spec"]!["volumeName"]!.GetValue<string>();
        await scenario.Api.MergeAsync($"api/v1/persistentvolumes/{pv}", new JsonObject { ["spec"] = new JsonObject { ["persistentVolumeReclaimPolicy"] = "Retain" } });
    }
}
