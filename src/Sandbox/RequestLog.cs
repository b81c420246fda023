using System.Collections.Concurrent;
using Sandbox.Api;

namespace Sandbox;

// Status 0 means that the connection broke before a response.
internal sealed record RequestRecord(
    string Verb, string Group, string Resource, string Subresource, string Namespace, string Name, string UserAgent, int Status, bool DryRun, DateTimeOffset At)
{
    public bool IsWrite => Verb is not ("get" or "list" or "watch");

    public override string ToString() => $"{Verb} {Resource}{(Subresource.Length > 0 ? $"/{Subresource}" : "")} {Namespace}/{Name} -> {Status} ({UserAgent})";
}

// All requests to resources, ordered by the time of the response.
internal sealed class RequestLog
{
    private readonly ConcurrentQueue<RequestRecord> _records = [];

    public IReadOnlyList<RequestRecord> All => [.. _records];

    // Including failed writes.
    public IReadOnlyList<RequestRecord> Writes(string? userAgent = null) =>
        [.. _records.Where(record => record.IsWrite && (userAgent is null || record.UserAgent.StartsWith(userAgent, StringComparison.Ordinal)))];

    public void Clear() => _records.Clear();

    internal void Add(ApiRequest request, int status, DateTimeOffset at) => _records.Enqueue(new RequestRecord(
        request.Verb, request.Kind.Group, request.Kind.Plural, request.Subresource, request.Namespace, request.Name, request.UserAgent, status, request.DryRun, at));
}
