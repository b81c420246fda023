using System.Net;
using System.Net.Http.Headers;

namespace WebhookController.Kubernetes.Client;

// One call as the API server names it: the verb tells a list from a get and a watch, which are all GETs.
internal sealed record ApiRequest(HttpMethod Method, string Verb, KindPath Kind, string PathAndQuery)
{
    public ReadOnlyMemory<byte> Body { get; init; }

    public string? ContentType { get; init; }

    // Null where anybody may send it at any time.
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
