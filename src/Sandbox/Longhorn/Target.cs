using System.Text.Json.Nodes;
using Sandbox.Api;

namespace Sandbox.Longhorn;

// The backup target.
internal sealed class Target(LonghornCluster cluster)
{
    private static readonly string[] Travelling = ["backup-target", "backup-volume"];

    // problem: null if the target is available.
    public Task SetAsync(string? problem, CancellationToken ct) => cluster.PatchStatusAsync(Collection.BackupTargets, cluster.Own("default"), new JsonObject
    {
        ["available"] = problem is null,
        ["conditions"] = new JsonArray(new JsonObject
        {
            ["type"] = "Unavailable", ["status"] = problem is null ? "False" : "True", ["reason"] = problem is null ? "" : "Unavailable",
            ["message"] = problem ?? "", ["lastProbeTime"] = "", ["lastTransitionTime"] = cluster.Now,
        }),
        ["lastSyncedAt"] = cluster.Now,
    }, ct);

    // Like a new cluster or BackupTarget: only complete backups, with their labels only in status.
    public async Task RereadAsync(CancellationToken ct)
    {
        var backups = await cluster.Api.FindAsync(Collection.Backups.In(cluster.Options.Namespace), ct);
        foreach (var known in backups.Items("items").OfType<JsonObject>())
        {
            var path = Collection.Backups.At(known.ObjectName());
            await cluster.Api.DeleteAsync(path, ct);
            if (await cluster.Api.FindAsync(path, ct) is { } deleted) await cluster.ReleaseAsync(Collection.Backups, deleted, VolumeReclaimer.LonghornFinalizer, ct);
            if (known.Text("status", "state") == "Completed") await FindAsync(known, ct);
        }
    }

    private async Task FindAsync(JsonObject known, CancellationToken ct)
    {
        var labels = Travelling.Select(key => KeyValuePair.Create(key, (JsonNode?)known.Text("metadata", "labels", key)));
        await cluster.Api.CreateAsync(Collection.Backups.In(cluster.Options.Namespace), new JsonObject
        {
            ["apiVersion"] = known.Text("apiVersion"),
            ["kind"] = known.Text("kind"),
            ["metadata"] = new JsonObject { ["name"] = known.Text("metadata", "name"), ["namespace"] = cluster.Options.Namespace, ["labels"] = new JsonObject(labels) },
            ["spec"] = new JsonObject(),
        }, ct);
        await cluster.PatchStatusAsync(Collection.Backups, known.ObjectName(), known.At("status")!.DeepClone().AsObject(), ct);
    }
}
