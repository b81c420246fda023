using Sandbox;

namespace WebhookController.Tests.Replicas;

// Checks the request log of the API server.
internal static class WriteOrder
{
    // Asserts that every write came from the replica that held an unexpired Lease at that time.
    public static void WasKept(IReadOnlyList<RequestRecord> requests, TimeSpan leaseDuration)
    {
        var found = WithoutLease(requests, leaseDuration);
        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    // Writes by a replica that did not hold an unexpired Lease at that time.
    private static List<string> WithoutLease(IReadOnlyList<RequestRecord> requests, TimeSpan leaseDuration)
    {
        var (holder, renewed, found) = ("", DateTimeOffset.MinValue, new List<string>());
        foreach (var request in requests.Where(request => request.IsWrite && request.UserAgent.StartsWith("longhorn-backup-controller", StringComparison.Ordinal)))
        {
            if (request.Resource == "leases")
            {
                if (request.Status is 200 or 201) (holder, renewed) = (request.UserAgent, request.At);
            }
            else if (request.UserAgent != holder || request.At - renewed > leaseDuration)
                found.Add($"{request} {(request.At - renewed).TotalSeconds:0.00} s after the last renewal by {holder}");
        }
        return found;
    }

    public static int Count(this IReadOnlyList<RequestRecord> requests, string verb, string resource) => requests.Count(request =>
        request.Verb == verb && request.Resource == resource && request.Status is 200 or 201
        && request.UserAgent.StartsWith("longhorn-backup-controller", StringComparison.Ordinal));
}
