using System.Globalization;
using System.Text.Json.Nodes;
using Sandbox.Store;

namespace Sandbox.Api;

/// <summary>GET of a collection: selected, and in pages that all show the same revision.</summary>
internal sealed class Listing(ObjectStore store, TimeProvider time)
{
    private const string TooOld =
        "The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.";

    public Answer List(ApiRequest request)
    {
        var token = request.Query("continue") is { Length: > 0 } text ? ContinueToken.Decode(text) : null;
        if (token is not null && token.After.Namespace.Length == 0 && request.Kind.Namespaced)
            token = token with { After = token.After with { Namespace = request.Namespace } };
        var limit = int.TryParse(request.Query("limit"), CultureInfo.InvariantCulture, out var wanted) && wanted > 0 ? wanted : int.MaxValue;
        var snapshot = Read(request, token);
        var selection = new Selection(request);

        var candidates = snapshot.In(request.Namespace, token?.After);
        var page = (selection.All ? candidates : candidates.Where(selection.Matches)).Take(limit).ToList();

        var metadata = new JsonObject { ["resourceVersion"] = $"{snapshot.Revision}" };
        if (page.Count == limit && snapshot.In(request.Namespace, page[^1].Name).Any(selection.Matches))
        {
            metadata["continue"] = new ContinueToken(snapshot.Revision, page[^1].Name).Encode();
            // The real server doesn't count what a selector would have to look at.
            if (selection.All) metadata["remainingItemCount"] = snapshot.CountAfter(request.Namespace, page[^1].Name);
        }

        return new Answer(200, new Representation(request.Kind, Shapes.Wanted(request.Http.Request), time.GetUtcNow()).List(page, metadata));
    }

    private Snapshot Read(ApiRequest request, ContinueToken? token)
    {
        var now = store.Now(request.Kind.StoredAs);
        if (token is { Revision: not ContinueToken.Inconsistent })
        {
            return store.At(request.Kind.StoredAs, token.Revision)
                ?? throw Failures.Expired(TooOld, (token with { Revision = ContinueToken.Inconsistent }).Encode());
        }

        // The real server waits about three seconds for a revision to come; a client that asks for one never reached need not.
        if (long.TryParse(request.Query("resourceVersion"), CultureInfo.InvariantCulture, out var wanted) && wanted > now.Revision)
            throw Failures.FutureRevision(wanted, now.Revision);
        return request.Query("resourceVersionMatch") == "Exact"
            ? store.At(request.Kind.StoredAs, wanted) ?? throw Failures.Expired($"The resourceVersion for the provided list is too old: {wanted}")
            : now;
    }
}
