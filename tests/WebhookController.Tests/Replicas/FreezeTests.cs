using System.Text.Json.Nodes;
using Sandbox;
using WebhookController.Tests.Integration.Support;

namespace WebhookController.Tests.Replicas;

// A process that is stopped in the middle of its work and goes on when another has long taken over.
public sealed class FreezeTests
{
    // The Reconciler's.
    private const int WritesAtATime = 8;

    [Fact]
    public async Task A_leader_that_was_frozen_begins_no_write_before_it_has_the_Lease_again()
    {
        await using var deployment = await Deployment.StartAsync(2, "Ignore", ElectionOptions.Quick);
        var frozen = await deployment.LeaderAsync();
        var holder = await deployment.HolderAsync();
        await deployment.CreateClaimAsync("before");
        await Eventually.HoldsAsync("its job is there", async () => await deployment.FindJobAsync("before") is not null);
        // Work that it has begun, and goes on with when it wakes up: a pass over many, each of which takes a while.
        var slow = deployment.Server.Faults.Slow(TimeSpan.FromSeconds(1), "create", "recurringjobs", times: 1000, userAgent: "longhorn-backup-controller");
        deployment.Server.Load([.. Enumerable.Range(0, 60).Select(i => Claim($"pvc-{i}"))]);
        // What it has handed to the network when it is frozen goes out when it wakes up: nothing can call that back, so the moment is one
        // in which all it does is wait for answers.
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
        // A request is on record a moment after what it did is there.
        await Eventually.HoldsAsync("all creations are on record", () => Task.FromResult(deployment.Server.Requests.All.Count("create", "recurringjobs") >= 61));
        Assert.Equal(61, deployment.Server.Requests.All.Count("create", "recurringjobs"));
    }

    [Fact]
    public async Task A_lone_leader_that_was_frozen_renews_before_it_writes()
    {
        await using var deployment = await Deployment.StartAsync(1, "Ignore", ElectionOptions.Quick);
        var frozen = await deployment.LeaderAsync();
        await Signal.SendAsync("STOP", frozen.Id);
        var since = deployment.Server.Requests.All.Count;
        // Past admission, which would wait for the frozen replica in vain.
        deployment.Server.Load([.. Enumerable.Range(0, 5).Select(i => Claim($"pvc-{i}"))]);
        // The Lease is three seconds long, and this is how a test sees it run out: nobody is there to take it.
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
