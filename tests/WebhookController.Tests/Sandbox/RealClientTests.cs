using k8s;
using k8s.Models;

namespace WebhookController.Tests.SandboxTests;

public sealed class RealClientTests : SandboxTest
{
    [Fact]
    public async Task The_typed_client_creates_lists_and_watches()
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Server.Kubeconfig));
        using var client = new k8s.Kubernetes(await KubernetesClientConfiguration.BuildConfigFromConfigFileAsync(stream));
        await CreateClaimAsync("a", """{"app":"web"}""");

        var list = await client.CoreV1.ListPersistentVolumeClaimForAllNamespacesAsync(limit: 500, cancellationToken: Cancelled);
        Assert.Equal("Pending", Assert.Single(list.Items).Status.Phase);

        var patched = await client.CoreV1.PatchNamespacedPersistentVolumeClaimAsync(
            new V1Patch("""{"metadata":{"labels":{"x":"1"}}}""", V1Patch.PatchType.MergePatch), "a", "mon", cancellationToken: Cancelled);
        Assert.Equal("1", patched.Metadata.Labels["x"]);

        await foreach (var (type, claim) in client.CoreV1.WatchListPersistentVolumeClaimForAllNamespacesAsync(
            resourceVersion: list.Metadata.ResourceVersion, cancellationToken: Cancelled))
        {
            Assert.Equal((WatchEventType.Modified, "a"), (type, claim.Name()));
            break;
        }
    }

    [Fact]
    public async Task A_lease_is_taken_and_renewed_and_a_stale_renewal_conflicts()
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Server.Kubeconfig));
        using var client = new k8s.Kubernetes(await KubernetesClientConfiguration.BuildConfigFromConfigFileAsync(stream));
        var lease = await client.CoordinationV1.CreateNamespacedLeaseAsync(
            new V1Lease { Metadata = new V1ObjectMeta { Name = "l" }, Spec = new V1LeaseSpec { HolderIdentity = "a", LeaseDurationSeconds = 15 } }, "mon", cancellationToken: Cancelled);

        lease.Spec.HolderIdentity = "b";
        var renewed = await client.CoordinationV1.ReplaceNamespacedLeaseAsync(lease, "l", "mon", cancellationToken: Cancelled);
        Assert.Equal("b", renewed.Spec.HolderIdentity);

        lease.Spec.HolderIdentity = "c";
        var conflict = await Assert.ThrowsAsync<k8s.Autorest.HttpOperationException>(() => client.CoordinationV1.ReplaceNamespacedLeaseAsync(lease, "l", "mon", cancellationToken: Cancelled));
        Assert.Equal(System.Net.HttpStatusCode.Conflict, conflict.Response.StatusCode);
    }
}
