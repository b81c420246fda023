using Microsoft.AspNetCore.Http;

namespace WebhookController.Tests.Kubernetes.Support;

internal sealed record SeenRequest(
    string Method, string Path, IReadOnlyDictionary<string, string> Query, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public bool IsWatch => Query.ContainsKey("watch");

    public static SeenRequest Of(HttpRequest request, string body) => new(
        request.Method,
        request.Path,
        request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString()),
        request.Headers.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.OrdinalIgnoreCase),
        body);
}
