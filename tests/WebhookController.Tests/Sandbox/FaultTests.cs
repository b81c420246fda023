using System.Text.Json.Nodes;

namespace WebhookController.Tests.SandboxTests;

public sealed class FaultTests : SandboxTest
{
    [Fact]
    public async Task Injected_answers_come_as_often_as_requested_and_nothing_is_executed()
    {
        var fault = Server.Faults.TooManyRequests("create", "persistentvolumeclaims", retryAfterSeconds: 7, times: 2);
        var refused = await CreateClaimAsync("a");
        Assert.Equal((429, "TooManyRequests", "7"), (refused.Status, refused.Reason, refused.RetryAfter));
        Assert.Equal(429, (await CreateClaimAsync("a")).Status);
        Assert.Equal(201, (await CreateClaimAsync("a")).Status);
        Assert.Equal(2, fault.Taken);
    }

    [Fact]
    public async Task A_fault_applies_only_to_matching_requests()
    {
        Server.Faults.Conflict("patch", "persistentvolumeclaims", "a");
        Server.Faults.InternalError("get", userAgent: "somebody-else");
        await CreateClaimAsync("a");
        await CreateClaimAsync("b");
        Assert.Equal(200, (await PatchAsync($"{Claims}/b", Labels("x", "1"))).Status);
        Assert.Equal((409, "Conflict"), ((await PatchAsync($"{Claims}/a", Labels("x", "1"))).Status, "Conflict"));
        Assert.Equal(200, (await GetAsync($"{Claims}/a")).Status);
    }

    [Fact]
    public async Task A_connection_breaks_before_or_after_the_write()
    {
        Server.Faults.AbortBefore("create", "persistentvolumeclaims", times: 1);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => CreateClaimAsync("a"));
        Assert.Equal(404, (await GetAsync($"{Claims}/a")).Status);

        Server.Faults.AbortAfter("create", "persistentvolumeclaims", times: 1);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => CreateClaimAsync("a"));
        Assert.Equal(200, (await GetAsync($"{Claims}/a")).Status);
        Assert.Equal([0, 0], Server.Requests.Writes().Where(request => request.Resource == "persistentvolumeclaims").Select(request => request.Status));
    }

    [Theory]
    [InlineData(false, 404)]
    [InlineData(true, 200)]
    public async Task A_client_is_killed_at_its_nth_request_before_or_after_its_execution(bool done, int left)
    {
        var death = Server.Faults.Kill("create", "persistentvolumeclaims", nth: 2, done, userAgent: "test");
        await CreateClaimAsync("a");
        Assert.Equal(0, death.Taken);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => CreateClaimAsync("b"));
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => GetAsync($"{Claims}/a"));
        Assert.Equal(1, death.Taken);

        Server.Faults.Clear();
        Assert.Equal((200, left), ((await GetAsync($"{Claims}/a")).Status, (await GetAsync($"{Claims}/b")).Status));
    }

    [Fact]
    public async Task An_answer_stalls_midway()
    {
        await CreateClaimAsync("a");
        Server.Faults.Stall("list", "persistentvolumeclaims");
        using var response = await Api.GetAsync(new Uri(Claims, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Cancelled);
        var body = await response.Content.ReadAsStreamAsync(Cancelled);
        Assert.NotEqual(0, await body.ReadAsync(new byte[1], Cancelled));

        using var timeout = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => body.CopyToAsync(Stream.Null, timeout.Token));
    }

    [Fact]
    public async Task A_slow_answer_is_still_an_answer()
    {
        Server.Faults.Slow(TimeSpan.FromMilliseconds(50), "list");
        Assert.Equal(200, (await GetAsync(Claims)).Status);
    }

    [Fact]
    public async Task A_watch_is_cut()
    {
        using var watch = await OpenAsync();
        Assert.Equal(1, Server.Faults.OpenWatches("persistentvolumeclaims", "test"));
        Assert.Equal(1, Server.Faults.CutWatches("persistentvolumeclaims"));
        await Assert.ThrowsAnyAsync<IOException>(async () => await watch.NextAsync());
    }

    [Fact]
    public async Task A_watch_becomes_silent_and_stays_open()
    {
        using var silent = await OpenAsync();
        Server.Faults.SilenceWatches("persistentvolumeclaims");
        using var heard = await OpenAsync();
        await CreateClaimAsync("a");
        Assert.Equal("ADDED a", (await heard.NextAsync())!.ToString());
        Assert.Equal(2, Server.Faults.OpenWatches());

        Server.Faults.CutWatches();
        await Assert.ThrowsAnyAsync<IOException>(async () => await silent.NextAsync());
    }

    [Fact]
    public async Task A_watch_is_silent_from_its_start()
    {
        Server.Faults.SilentWatch("persistentvolumeclaims");
        using var silent = await OpenAsync();
        using var heard = await OpenAsync();
        await CreateClaimAsync("a");
        Assert.Equal("ADDED a", (await heard.NextAsync())!.ToString());

        Server.Faults.CutWatches();
        await Assert.ThrowsAnyAsync<IOException>(async () => await silent.NextAsync());
    }

    [Fact]
    public async Task One_event_is_lost()
    {
        using var watch = await OpenAsync();
        var lost = Server.Faults.LoseEvent("persistentvolumeclaims", "a");
        await CreateClaimAsync("a");
        await CreateClaimAsync("b");
        await PatchAsync($"{Claims}/a", Labels("x", "1"));
        Assert.Equal(["ADDED b", "MODIFIED a"], (await watch.TakeAsync(2)).Select(frame => frame.ToString()));
        Assert.Equal(1, lost.Taken);
    }

    [Fact]
    public async Task A_resumed_watch_gets_410()
    {
        Server.Faults.ExpireWatch("persistentvolumeclaims");
        using var watch = await OpenAsync();
        Assert.Equal(410, (int?)(await watch.NextAsync())!.Object["code"]);
    }

    [Fact]
    public async Task An_object_can_be_made_unreadable()
    {
        await CreateClaimAsync("a");
        using var watch = await OpenAsync();
        Server.Tamper("persistentvolumeclaims", "mon", "a", claim => claim["metadata"]!["labels"] = 7);
        var events = await watch.TakeAsync(2);
        Assert.Equal(7, (int?)events[1].Object["metadata"]!["labels"]);
        Assert.Equal(7, (int?)(await GetAsync(Claims))["items"]![0]!["metadata"]!["labels"]);

        Server.Tamper("persistentvolumeclaims", "mon", "a", claim => claim["metadata"]!["labels"] = new JsonObject());
        Assert.Equal(200, (await PatchAsync($"{Claims}/a", Labels("x", "1"))).Status);
    }

    private Task<WatchStream> OpenAsync() => WatchStream.OpenAsync(Api, $"{Claims}?watch=true&resourceVersion=100");
}
