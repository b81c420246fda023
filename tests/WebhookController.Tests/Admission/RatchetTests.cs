using WebhookController.Core.Cluster;
using WebhookController.Tests.Cache;

namespace WebhookController.Tests.Admission;

public sealed class RatchetTests
{
    private static readonly string[] Broken = ["enabled=true", "name=x", "interval=5"];

    [Fact]
    public async Task An_old_mistake_does_not_block_another_change()
    {
        await using var host = await AdmissionHost.StartAsync();
        var resized = ReviewBody.Update(Broken, Broken).Changed(claim => claim["spec"]!["resources"] = "20Gi");

        Assert.True((await host.ValidateAsync(resized)).Allowed);
        Assert.True((await host.ValidateAsync(ReviewBody.Update(Broken, [.. Broken, "retain=3"]))).Allowed);
    }

    [Fact]
    public async Task Only_the_mistakes_that_a_change_introduces_are_named()
    {
        await using var host = await AdmissionHost.StartAsync();

        var answer = await host.ValidateAsync(ReviewBody.Update(Broken, [.. Broken, "retain=none"]));

        Assert.StartsWith("backup.vluwte.nl/retain=none is not allowed", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_old_mistake_with_a_new_value_is_a_new_one()
    {
        await using var host = await AdmissionHost.StartAsync();

        Assert.False((await host.ValidateAsync(ReviewBody.Update(Broken, ["enabled=true", "name=x", "interval=7"]))).Allowed);
    }

    [Fact]
    public async Task A_PVC_in_deletion_may_lose_its_finalizer_even_with_invalid_labels()
    {
        await using var host = await AdmissionHost.StartAsync();
        var leaving = ReviewBody.Update([], ["enabled=maybe", "start=00:30"])
            .Changed(claim => claim["metadata"]!["deletionTimestamp"] = "2026-11-22T12:00:00Z");

        Assert.True((await host.ValidateAsync(leaving)).Allowed);
        Assert.True((await host.MutateAsync(leaving)).Allowed);
    }

    [Fact]
    public async Task Subresources_and_other_operations_are_not_reviewed()
    {
        await using var host = await AdmissionHost.StartAsync();
        ReviewBody[] reviews =
        [
            ReviewBody.Update([], ["enabled=maybe"]) with { SubResource = "status" },
            ReviewBody.Create("enabled=maybe") with { Operation = "CONNECT" },
            new() { Operation = "CONNECT", Kind = "PodExecOptions", SubResource = "exec" },
        ];

        foreach (var review in reviews)
        {
            Assert.Equal("untouched", (await host.ValidateAsync(review)).Audit("decision"));
            Assert.Equal("untouched", (await host.MutateAsync(review)).Audit("decision"));
        }
    }

    [Fact]
    public async Task Before_the_caches_have_synced_values_are_checked_and_conflicts_are_only_warned_of()
    {
        await using var host = await AdmissionHost.StartAsync();
        host.Cache.Update(StateSlots.Claims, null, set => set.Unavailable("not listed yet"));
        host.Cache.Load(StateSlots.StorageClasses);
        host.Cache.Put(Cluster.Claim("monitoring", "other", ("enabled", "true"), ("name", "grafana")));

        var wrong = await host.ValidateAsync(ReviewBody.Create("enabled=true", "name=grafana", "interval=5"));
        var taken = await host.ValidateAsync(ReviewBody.Create("enabled=true", "name=grafana"));
        var plain = await host.ValidateAsync(ReviewBody.Create());

        Assert.StartsWith("backup.vluwte.nl/interval=5", wrong.Message, StringComparison.Ordinal);
        Assert.True(taken.Allowed);
        Assert.Equal(["monitoring/data: job backup-monitoring-grafana is not checked for conflicts yet"], taken.Warnings);
        Assert.Empty(plain.Warnings);
    }
}
