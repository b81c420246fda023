using System.Collections.Concurrent;
using Sandbox.Api;

namespace Sandbox;

// A request as the API server saw it. Status 0: the connection was broken instead of an answer.
internal sealed record RequestRecord(
    string Verb, string Group, string Resource, string Subresource, string Namespace, string Name, string UserAgent, int Status, bool DryRun, DateTimeOffset At)
{
    public bool IsWrite => Verb is not ("get" or "list" or "watch");

    public override string ToString() => $"{Verb} {Resource}{(Subresource.Length > 0 ? $"/{Subresource}" : "")} {Namespace}/{Name} -> {Status} ({UserAgent})";
}

// Every request to a resource, in the order in which they were answered.
internal sealed class RequestLog
{
    private readonly ConcurrentQueue<RequestRecord> _records = [];

    public IReadOnlyList<RequestRecord> All => [.. _records];

    // What a client changed or tried to change.
    public IReadOnlyList<RequestRecord> Writes(string? userAgent = null) =>
        [.. _records.Where(record => record.IsWrite && (userAgent is null || record.UserAgent.StartsWith(userAgent, StringComparison.Ordinal)))];

    public void Clear() => _records.Clear();

    internal void Add(ApiRequest request, int status, DateTimeOffset at) => _records.Enqueue(new RequestRecord(
        request.Verb, request.Kind.Group, request.Kind.Plural, request.Subresource, request.Namespace, request.Name, request.UserAgent, status, request.DryRun, at));
}
