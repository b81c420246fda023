using System.Text.Json.Nodes;
using Sandbox.Api;
using Sandbox.Store;

namespace Sandbox.Longhorn;

// The scheduler's part in volumeBindingMode WaitForFirstConsumer: it chooses a node for a claim when a Pod wants it.
internal sealed class FirstConsumer
{
    private const string SelectedNode = "volume.kubernetes.io/selected-node";

    private readonly LonghornCluster _cluster;

    public FirstConsumer(LonghornCluster cluster)
    {
        _cluster = cluster;
        cluster.Claims.Changed += Enqueue;
        cluster.Pods.Changed += pod =>
        {
            foreach (var name in ClaimsOf(pod))
                if (cluster.Claims.Find(name) is { } claim) Enqueue(claim);
        };
    }

    public static bool IsAwaited(JsonObject claim, JsonObject? storageClass) =>
        storageClass.Text("volumeBindingMode") == "WaitForFirstConsumer" && claim.Text("metadata", "annotations", SelectedNode) is null or "";

    private void Enqueue(JsonObject claim)
    {
        if (claim.Text("status", "phase") != "Pending" || claim.Deleting() || !IsAwaited(claim, _cluster.ClassOf(claim))) return;
        if (_cluster.Pods.All.FirstOrDefault(pod => ClaimsOf(pod).Contains(claim.ObjectName())) is not { } consumer) return;
        var node = consumer.Text("spec", "nodeName") is { Length: > 0 } named ? named : "node-1";
        var annotations = new JsonObject { ["annotations"] = new JsonObject { [SelectedNode] = node } };
        _cluster.Queue.Add($"select a node for {claim.ObjectName()}", ct =>
            _cluster.Api.PatchAsync(Collection.Claims.At(claim.ObjectName()), new JsonObject { ["metadata"] = annotations }, ct));
    }

    private static IEnumerable<ObjectName> ClaimsOf(JsonObject pod) => pod.Items("spec", "volumes")
        .Select(volume => volume.Text("persistentVolumeClaim", "claimName")).OfType<string>().Select(name => new ObjectName(pod.ObjectName().Namespace, name));
}
