using System.Text.Json.Nodes;
using Sandbox.Api;

namespace Sandbox.Longhorn;

// Job labels of volumes: removed with the job, and synced from a claim that is their source.
internal sealed class JobLabels
{
    public const string Job = "recurring-job.longhorn.io/";
    private const string Group = "recurring-job-group.longhorn.io/";
    private const string Source = Job + "source";

    private readonly LonghornCluster _cluster;

    public JobLabels(LonghornCluster cluster)
    {
        _cluster = cluster;
        cluster.Jobs.Gone += job => cluster.Queue.Add($"unlabel {job.ObjectName()}", ct => UnlabelAsync(job.ObjectName().Name, ct));
        // The three kinds can arrive in any order.
        cluster.Claims.Changed += Follow;
        cluster.Volumes.Changed += volume => Follow(volume.At("status", "kubernetesStatus"), "pvcName");
        cluster.PersistentVolumes.Changed += volume => Follow(volume.At("spec", "claimRef"), "name");
    }

    private void Follow(JsonNode? reference, string name)
    {
        if (_cluster.Claims.Find(new Store.ObjectName(reference.Text("namespace") ?? "", reference.Text(name) ?? "")) is { } claim) Follow(claim);
    }

    private async Task UnlabelAsync(string job, CancellationToken ct)
    {
        var gone = new JsonObject { ["metadata"] = new JsonObject { ["labels"] = new JsonObject { [Job + job] = null } } };
        foreach (var cache in (KindCache[])[_cluster.Volumes, _cluster.Claims])
        {
            foreach (var item in cache.All.Where(item => item.Text("metadata", "labels", Job + job) is not null && !_cluster.Holds(Behaviours.JobLabels)))
                await _cluster.Api.PatchAsync(cache.Collection.At(item.ObjectName()), gone, ct);
        }
    }

    private void Follow(JsonObject claim)
    {
        if (claim.Text("metadata", "labels", Source) != "enabled" || _cluster.Holds(Behaviours.JobLabels)) return;
        _cluster.Queue.Add($"follow {claim.ObjectName()}", ct => FollowAsync(claim.ObjectName(), ct));
    }

    private async Task FollowAsync(Store.ObjectName name, CancellationToken ct)
    {
        if (_cluster.Claims.Find(name) is not { } claim) return;
        var persistentVolume = _cluster.PersistentVolumes.Find(new Store.ObjectName("", claim.Text("spec", "volumeName") ?? ""));
        if (_cluster.Volumes.Find(_cluster.Own(persistentVolume.Text("spec", "csi", "volumeHandle") ?? "")) is not { } volume) return;

        var (wanted, present) = (JobLabelsOf(claim), JobLabelsOf(volume));
        var labels = new JsonObject();
        foreach (var key in present.Keys.Where(key => !wanted.ContainsKey(key))) labels[key] = null;
        foreach (var (key, value) in wanted.Where(label => present.GetValueOrDefault(label.Key) != label.Value)) labels[key] = value;
        if (labels.Count == 0) return;
        var patch = new JsonObject { ["metadata"] = new JsonObject { ["labels"] = labels } };
        await _cluster.Api.PatchAsync(Collection.Volumes.At(volume.ObjectName()), patch, ct);
    }

    private static Dictionary<string, string> JobLabelsOf(JsonObject item) => (item.At("metadata", "labels") as JsonObject ?? [])
        .Where(label => label.Key != Source && (label.Key.StartsWith(Job, StringComparison.Ordinal) || label.Key.StartsWith(Group, StringComparison.Ordinal)))
        .ToDictionary(label => label.Key, label => label.Value.Text() ?? "");
}
