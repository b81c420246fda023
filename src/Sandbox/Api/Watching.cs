using System.Globalization;
using Sandbox.Store;

namespace Sandbox.Api;

/// <summary>GET with watch=true: a stream of frames that ends by its timeout, by a fault, or with the client.</summary>
internal sealed class Watching(ObjectStore store, Faults faults, TimeProvider time, TimeSpan bookmarkInterval, CancellationToken stopping)
{
    private static readonly TimeSpan LongestWatch = TimeSpan.FromMinutes(30);

    public async Task ServeAsync(ApiRequest request, Fault? fault)
    {
        if (request.Asks("sendInitialEvents") && request.Query("resourceVersionMatch") != "NotOlderThan")
            throw Failures.Failure(422, "Invalid", "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan");

        var revision = long.TryParse(request.Query("resourceVersion"), CultureInfo.InvariantCulture, out var from) ? from : 0;
        var representation = new Representation(request.Kind, Shapes.Wanted(request.Http.Request), time.GetUtcNow());
        request.Http.Response.ContentType = "application/json";
        request.Http.Response.Headers.CacheControl = "no-cache, private";
        using var live = faults.Opened(request, fault);
        using var timeout = new CancellationTokenSource(TimeoutOf(request), time);
        // A write that is cancelled breaks the connection, and a timeout must end the stream as agreed: it ends the waiting only.
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(request.Http.RequestAborted, live.Broken, stopping);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cut.Token, timeout.Token);
        var frames = new WatchFrames(request, representation, live, faults);
        try
        {
            await request.Http.Response.Body.FlushAsync(cut.Token);
            await StreamAsync(request, frames, revision, fault, cut.Token, ending.Token);
        }
        catch (OperationCanceledException)
        {
            // A client that was cut off sees the connection break.
            if (live.Broken.IsCancellationRequested) request.Http.Abort();
        }
        finally
        {
            faults.Closed(live);
        }
    }

    private async Task StreamAsync(ApiRequest request, WatchFrames frames, long revision, Fault? fault, CancellationToken cut, CancellationToken ending)
    {
        var kind = request.Kind.StoredAs;
        Subscription subscription;
        if (revision == 0 || request.Asks("sendInitialEvents"))
        {
            (var snapshot, subscription) = store.SnapshotAndSubscribe(kind);
            foreach (var stored in snapshot.In(request.Namespace)) frames.Add(ChangeType.Added, stored);
            if (request.Asks("sendInitialEvents")) frames.AddBookmark(snapshot.Revision, initialEventsEnd: true);
        }
        else if (fault?.Effect == Effect.WatchExpired || store.Subscribe(kind, revision) is not { } resumed)
        {
            frames.AddError(Failures.Status(410, "Expired", $"too old resource version: {revision} ({store.Floor(kind)})"));
            await frames.FlushAsync(cut);
            return;
        }
        else subscription = resumed;

        using (subscription)
        await using (Bookmarks(request, subscription))
        {
            await frames.FlushAsync(cut);
            while (await subscription.Notices.WaitToReadAsync(ending))
            {
                while (subscription.Notices.TryRead(out var notice)) Add(frames, notice, revision);
                await frames.FlushAsync(cut);
            }
        }
    }

    private static void Add(WatchFrames frames, Notice notice, long after)
    {
        if (notice.Change is null) frames.AddBookmark(notice.Revision);
        else if (notice.Revision > after) frames.Add(notice.Change);
    }

    private ITimer? Bookmarks(ApiRequest request, Subscription subscription) => request.Asks("allowWatchBookmarks")
        ? time.CreateTimer(_ => store.Mark(subscription), null, bookmarkInterval, bookmarkInterval)
        : null;

    private static TimeSpan TimeoutOf(ApiRequest request) =>
        int.TryParse(request.Query("timeoutSeconds"), CultureInfo.InvariantCulture, out var seconds) && seconds > 0 ? TimeSpan.FromSeconds(seconds) : LongestWatch;
}
