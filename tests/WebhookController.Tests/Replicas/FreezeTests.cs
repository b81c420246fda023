using System.Text.Json.Nodes;
using Sandbox;
using WebhookController.Tests.Integration.Support;

namespace WebhookController.Tests.Replicas;

// A process that is frozen in the middle of its work and resumes when another replica has taken over.
public sealed class FreezeTests
{
    // The same as in Reconciler.
    private const int WritesAtATime = 8;

    [Fact]
    public async Task A_leader_that_was_frozen_starts_no_write_before_it_has_the_Lease_again()
    {
        await using var deployment = await Deployment.StartAsync(2, "Ignore", ElectionOptions.Quick);
        var frozen = await deployment.LeaderAsync();
        var holder = await deployment.HolderAsync();
        await deployment.CreateClaimAsync("before");
        await Eventually.HoldsAsync("its job is there", async () => await deployment.FindJobAsync("before") is not null);
        // A long pass that is running when the process freezes, and continues when it resumes.
        var slow = deployment.Server.Faults.Slow(TimeSpan.FromSeconds(1), "create", "recurringjobs", times: 1000, userAgent: "longhorn-backup-controller");
        deployment.Server.Load([.. Enumerable.Range(0, 60).Select(i => Claim($"pvc-{i}"))]);
        // Nothing can call back what was handed to the network before the freeze, so the process is frozen at a time
        // when it only waits for responses.
        var seen = -1;
        await Eventually.HoldsAsync("as many creations as it makes at a time are under way, and nothing else is", () =>
        {
            var (requests, before) = (deployment.Server.Requests.All, seen);
            seen = requests.Count(request => request.IsWrite && request.Resource != "leases");
            return Task.FromResult(slow.Taken - (requests.Count("create", "recurringjobs") - 1) == WritesAtATime && seen == before);
        });

        await Signal.SendAsync("STOP", frozen.Id);
        await Eventually.HoldsAsync("another leads", async () => await deployment.HolderAsync() is var now && now.Length > 0 && now != holder);
        await Eventually.HoldsAsync("it has made jobs", () => Task.FromResult(OfOthers(deployment, holder).Count > 10));
        await Signal.SendAsync("CONT", frozen.Id);
        await Eventually.HoldsAsync("all jobs are there", async () => (await deployment.Api.ListAsync($"{Api.Longhorn}recurringjobs")).Count == 61);

        Assert.False(await Deployment.LeadsAsync(frozen));
        WriteOrder.WasKept(deployment.Server.Requests.All, TimeSpan.FromSeconds(3));
        // A request is logged shortly after its effect is visible.
        await Eventually.HoldsAsync("all creations are on record", () => Task.FromResult(deployment.Server.Requests.All.Count("create", "recurringjobs") >= 61));
        Assert.Equal(61, deployment.Server.Requests.All.Count("create", "recurringjobs"));
    }

    [Fact]
    public async Task A_single_leader_that_was_frozen_renews_before_it_writes()
    {
        await using var deployment = await Deployment.StartAsync(1, "Ignore", ElectionOptions.Quick);
        var frozen = await deployment.LeaderAsync();
        await Signal.SendAsync("STOP", frozen.Id);
        var since = deployment.Server.Requests.All.Count;
        // Bypasses admission, which would time out on the frozen replica.
        deployment.Server.Load([.. Enumerable.Range(0, 5).Select(i => Claim($"pvc-{i}"))]);
        // The Lease lasts three seconds, and no other replica takes it.
        await Task.Delay(TimeSpan.FromSeconds(4), TestContext.Current.CancellationToken);
        await Signal.SendAsync("CONT", frozen.Id);
        await Eventually.HoldsAsync("all jobs are there", async () => (await deployment.Api.ListAsync($"{Api.Longhorn}recurringjobs")).Count == 5);

        var first = deployment.Server.Requests.All.Skip(since).First(request => request.IsWrite && request.UserAgent.StartsWith("longhorn-backup-controller", StringComparison.Ordinal));
        Assert.Equal("leases", first.Resource);
        WriteOrder.WasKept(deployment.Server.Requests.All, TimeSpan.FromSeconds(3));
    }

    private static JsonObject Claim(string name) => Objects.Claim("shop", name, "longhorn", ("enabled", "true"), ("name", name));

    private static List<RequestRecord> OfOthers(Deployment deployment, string holder) =>
        [.. deployment.Server.Requests.All.Where(request => request is { Verb: "create", Resource: "recurringjobs", Status: 201 }
            && !request.UserAgent.Contains(holder, StringComparison.Ordinal))];
}
