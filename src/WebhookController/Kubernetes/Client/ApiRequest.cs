using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace WebhookController.Kubernetes.Client;

// One call as the API server names it: the verb distinguishes list, get and watch, which are all GETs.
internal sealed record ApiRequest(HttpMethod Method, string Verb, KindPath Kind, string PathAndQuery)
{
    public ReadOnlyMemory<byte> Body { get; init; }

    public string? ContentType { get; init; }

    // False where the caller has a back-off of its own: two of them would multiply.
    public bool Retried { get; init; } = true;

    // Null where the request may be sent at any time.
    public IWriteFence? Fence { get; init; }

    // The Lease must be renewed however many writes wait, and Events have a budget of their own.
    public bool IsLimited => Method != HttpMethod.Get && Kind.Group is not ("coordination.k8s.io" or "events.k8s.io");

    public HttpRequestMessage ToMessage(Uri server)
    {
        var message = new HttpRequestMessage(Method, new Uri(server, PathAndQuery)) { Version = HttpVersion.Version20 };
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (ContentType is not null)
        {
            message.Content = Fence is null ? new ReadOnlyMemoryContent(Body) : new FencedContent(Body, Fence);
            message.Content.Headers.ContentType = new MediaTypeHeaderValue(ContentType);
        }

        return message;
    }

    public override string ToString() => $"{Verb} {Kind}";
}

internal static class Query
{
    public static string Of(params ReadOnlySpan<(string Name, string? Value)> parameters)
    {
        var query = new StringBuilder();
        foreach (var (name, value) in parameters)
        {
            if (string.IsNullOrEmpty(value)) continue;
            query.Append(query.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        }

        return query.ToString();
    }
}
