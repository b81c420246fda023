using Microsoft.Extensions.Time.Testing;
using Sandbox;

namespace WebhookController.Tests.SandboxTests;

public sealed class WatchTests : SandboxTest
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 5, 4, 3, 2, 1, TimeSpan.Zero));

    private protected override SandboxOptions Options => new() { TimeProvider = _time, WatchHistory = 20 };

    [Fact]
    public async Task A_watch_sends_every_change_after_its_revision()
    {
        var created = await CreateClaimAsync("a");
        using var watch = await WatchStream.OpenAsync(Api, $"{Claims}?watch=true&resourceVersion={created.Version}");
        await PatchAsync($"{Claims}/a", """{"metadata":{"labels":{"x":"1"}}}""");
        await DeleteAsync($"{Claims}/a");
        await PatchAsync($"{Claims}/a", """{"metadata":{"finalizers":null}}""");
        await PostAsync(ConfigMaps, """{"metadata":{"name":"other"}}""");
        await CreateClaimAsync("b");

        var frames = await watch.TakeAsync(4);
        Assert.Equal(["MODIFIED a", "MODIFIED a", "DELETED a", "ADDED b"], frames.Select(frame => frame.ToString()));
        Assert.Null(frames[0].Object["metadata"]!["deletionTimestamp"]);
        Assert.Equal(0, (int?)frames[1].Object["metadata"]!["deletionGracePeriodSeconds"]);
        Assert.True(Revision(frames[2]) > Revision(frames[1]));
    }

    [Fact]
    public async Task Initial_events_are_followed_by_a_bookmark_that_says_so()
    {
        await CreateClaimAsync("a");
        var last = await CreateClaimAsync("b");
        using var watch = await WatchStream.OpenAsync(Api, $"{Claims}?watch=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true");

        var frames = await watch.TakeAsync(3);
        Assert.Equal(["ADDED a", "ADDED b", "BOOKMARK "], frames.Select(frame => frame.ToString()));
        Assert.Equal("true", (string?)frames[2].Object["metadata"]!["annotations"]!["k8s.io/initial-events-end"]);
        Assert.Equal(last.Version, $"{Revision(frames[2])}");
    }

    [Fact]
    public async Task Bookmarks_come_on_time_and_carry_the_revision_of_all_kinds()
    {
        using var watch = await WatchStream.OpenAsync(Api, $"{Claims}?watch=true&resourceVersion=100&allowWatchBookmarks=true");
        await CreateClaimAsync("a");
        Assert.Equal("ADDED", (await watch.NextAsync())!.Type);
        var elsewhere = await PostAsync(ConfigMaps, """{"metadata":{"name":"other"}}""");

        _time.Advance(TimeSpan.FromMinutes(1));

        var bookmark = await watch.NextAsync();
        Assert.Equal(("BOOKMARK", elsewhere.Version), (bookmark!.Type, $"{Revision(bookmark)}"));
    }

    [Fact]
    public async Task A_watch_ends_by_its_timeout()
    {
        using var watch = await WatchStream.OpenAsync(Api, $"{Claims}?watch=true&resourceVersion=100&timeoutSeconds=5");
        await CreateClaimAsync("a");
        Assert.Equal("ADDED", (await watch.NextAsync())!.Type);

        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Null(await watch.NextAsync());
    }

    [Fact]
    public async Task A_compacted_revision_is_an_error_event_with_410()
    {
        var old = await CreateClaimAsync("a");
        for (var i = 0; i < 25; i++) await PatchAsync($"{Claims}/a", Labels("n", $"{i}"));

        using var watch = await WatchStream.OpenAsync(Api, $"{Claims}?watch=true&resourceVersion={old.Version}");
        var error = await watch.NextAsync();
        Assert.Equal(("ERROR", 410, "Expired"), (error!.Type, (int?)error.Object["code"], (string?)error.Object["reason"]));
        Assert.StartsWith($"too old resource version: {old.Version} (", (string?)error.Object["message"], StringComparison.Ordinal);
        Assert.Null(await watch.NextAsync());
    }

    [Fact]
    public async Task A_watch_waits_silently_for_a_future_revision()
    {
        using var watch = await WatchStream.OpenAsync(Api, $"{Claims}?watch=true&resourceVersion=99999999&timeoutSeconds=3");
        await CreateClaimAsync("a");
        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.Null(await watch.NextAsync());
    }

    [Fact]
    public async Task An_object_enters_and_leaves_a_selection()
    {
        await CreateClaimAsync("a");
        using var watch = await WatchStream.OpenAsync(Api, $"{Claims}?watch=true&resourceVersion=100&labelSelector=on=1");
        await PatchAsync($"{Claims}/a", """{"metadata":{"labels":{"on":"1"}}}""");
        await PatchAsync($"{Claims}/a", """{"metadata":{"labels":{"x":"1"}}}""");
        await PatchAsync($"{Claims}/a", """{"metadata":{"labels":{"on":null}}}""");
        Assert.Equal(["ADDED a", "MODIFIED a", "DELETED a"], (await watch.TakeAsync(3)).Select(frame => frame.ToString()));
    }

    [Fact]
    public async Task Without_a_revision_a_watch_starts_with_the_current_objects()
    {
        await CreateClaimAsync("a");
        using var watch = await WatchStream.OpenAsync(Api, $"{Claims}?watch=true");
        await CreateClaimAsync("b");
        Assert.Equal(["ADDED a", "ADDED b"], (await watch.TakeAsync(2)).Select(frame => frame.ToString()));
    }

    private static long Revision(Frame frame) => long.Parse((string)frame.Object["metadata"]!["resourceVersion"]!, System.Globalization.CultureInfo.InvariantCulture);
}
