using System.Globalization;
using System.Net;
using System.Text.Json;
using WebhookController.Core.Objects;

namespace WebhookController.Kubernetes.Client;

internal sealed class ApiClient(ApiConnection connection, IWriteFence? fence = null)
{
    // How many writes the server takes at once; a caller with many to make starts no more than that.
    public AdaptiveConcurrency Writes => connection.Writes;

    // The same client, but no write starts once the fence is closed.
    public ApiClient FencedBy(IWriteFence writes) => new(connection, writes);

    public async Task<ListPage> ListPageAsync(
        KindPath kind, int limit, string? continueToken, string? resourceVersion, CancellationToken cancellationToken)
    {
        var query = Query.Of(
            ("labelSelector", kind.LabelSelector),
            ("fieldSelector", kind.FieldSelector),
            ("limit", limit.ToString(CultureInfo.InvariantCulture)),
            ("continue", continueToken),
            ("resourceVersion", resourceVersion));
        return new ListPage(await connection.CallAsync(
            new ApiRequest(HttpMethod.Get, "list", kind, kind.Collection + query) { Retried = false }, cancellationToken));
    }

    public async Task<WatchStream> WatchAsync(
        KindPath kind, string resourceVersion, int timeoutSeconds, CancellationToken cancellationToken)
    {
        var query = Query.Of(
            ("watch", "true"),
            ("allowWatchBookmarks", "true"),
            ("labelSelector", kind.LabelSelector),
            ("fieldSelector", kind.FieldSelector),
            ("resourceVersion", resourceVersion),
            ("timeoutSeconds", timeoutSeconds.ToString(CultureInfo.InvariantCulture)));
        var response = await connection.OpenAsync(
            new ApiRequest(HttpMethod.Get, "watch", kind, kind.Collection + query), cancellationToken);
        return new WatchStream(response, connection.Options.LargestWatchFrame);
    }

    // Null where the object doesn't exist.
    public async Task<JsonDocument?> GetAsync(KindPath kind, ObjectKey key, CancellationToken cancellationToken)
    {
        try
        {
            return await connection.CallAsync(new ApiRequest(HttpMethod.Get, "get", kind, kind.Item(key)), cancellationToken);
        }
        catch (ApiException missing) when (missing.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    public Task<JsonDocument> CreateAsync(
        KindPath kind, string? @namespace, ReadOnlyMemory<byte> body, CancellationToken cancellationToken, bool dryRun = false) =>
        connection.CallAsync(
            new ApiRequest(HttpMethod.Post, "create", kind, kind.CollectionIn(@namespace) + WriteQuery(dryRun))
            {
                Body = body,
                ContentType = "application/json",
                Fence = fence,
            },
            cancellationToken);

    // Fails with a conflict unless the object still has the resourceVersion in the body.
    public Task<JsonDocument> ReplaceAsync(KindPath kind, ObjectKey key, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) =>
        connection.CallAsync(
            new ApiRequest(HttpMethod.Put, "update", kind, kind.Item(key) + WriteQuery(dryRun: false))
            {
                Body = body,
                ContentType = "application/json",
                Fence = fence,
            },
            cancellationToken);

    public Task<JsonDocument> MergePatchAsync(
        KindPath kind, ObjectKey key, ReadOnlyMemory<byte> body, CancellationToken cancellationToken, bool dryRun = false) =>
        connection.CallAsync(
            new ApiRequest(HttpMethod.Patch, "patch", kind, kind.Item(key) + WriteQuery(dryRun))
            {
                Body = body,
                ContentType = "application/merge-patch+json",
                Fence = fence,
            },
            cancellationToken);

    public Task<JsonDocument> DeleteAsync(
        KindPath kind, ObjectKey key, Preconditions? preconditions, CancellationToken cancellationToken, bool dryRun = false) =>
        connection.CallAsync(
            new ApiRequest(HttpMethod.Delete, "delete", kind, kind.Item(key) + Query.Of(("fieldManager", FieldManager.Name)))
            {
                Body = Preconditions.DeleteOptions(preconditions, dryRun),
                ContentType = "application/json",
                Fence = fence,
            },
            cancellationToken);

    private static string WriteQuery(bool dryRun) => Query.Of(("fieldManager", FieldManager.Name), ("dryRun", dryRun ? "All" : null));
}
