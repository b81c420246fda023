using System.Text.Json.Nodes;
using Sandbox.Api;
using Sandbox.Store;

namespace Sandbox.Longhorn;

// Job labels of volumes: synced from a claim that is their source, and group default where there are none.
internal sealed class JobLabels
{
    public const string Job = "recurring-job.longhorn.io/";
    public const string Group = "recurring-job-group.longhorn.io/";
    public const string DefaultGroup = Group + "default";
    public const string Enabled = "enabled";
    private const string Source = Job + "source";

    private readonly LonghornCluster _cluster;

    public JobLabels(LonghornCluster cluster)
    {
        _cluster = cluster;
        cluster.Volumes.Changed += volume => Enqueue(volume.ObjectName());
        // The three kinds can arrive in any order.
        cluster.PersistentVolumes.Changed += volume => Enqueue(cluster.Own(volume.Text("spec", "csi", "volumeHandle") ?? ""));
        cluster.Claims.Changed += claim =>
        {
            if (cluster.VolumeOf(claim) is { } volume) Enqueue(volume.ObjectName());
        };
    }

    public static bool IsSource(JsonObject? claim) => claim.Text("metadata", "labels", Source) == Enabled;

    public static SortedDictionary<string, string> Of(JsonObject? item) => new(
        (item.At("metadata", "labels") as JsonObject ?? []).Where(label => label.Key != Source && IsJobLabel(label.Key)).ToDictionary(label => label.Key, label => label.Value.Text() ?? ""),
        StringComparer.Ordinal);

    private static bool IsJobLabel(string key) => key.StartsWith(Job, StringComparison.Ordinal) || key.StartsWith(Group, StringComparison.Ordinal);

    private void Enqueue(ObjectName volume)
    {
        if (!_cluster.Holds(Behaviours.JobLabels)) _cluster.Queue.Add($"job labels {volume}", ct => SyncAsync(volume, ct));
    }

    private async Task SyncAsync(ObjectName name, CancellationToken ct)
    {
        if (_cluster.Volumes.Find(name) is not { } volume || volume.Deleting() || _cluster.Holds(Behaviours.JobLabels)) return;
        var (claim, present) = (_cluster.ClaimOf(volume), Of(volume));
        var wanted = IsSource(claim) ? Of(claim) : new(present, StringComparer.Ordinal);
        if (wanted.Count == 0 && !LinkedClones.Is(volume)) wanted[DefaultGroup] = Enabled;

        var labels = new JsonObject();
        foreach (var key in present.Keys.Where(key => !wanted.ContainsKey(key))) labels[key] = null;
        foreach (var (key, value) in wanted.Where(label => present.GetValueOrDefault(label.Key) != label.Value)) labels[key] = value;
        if (labels.Count > 0) await _cluster.PatchLabelsAsync(Collection.Volumes, name, labels, ct);
    }
}
