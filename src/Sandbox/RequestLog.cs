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
    private readonly ConcurrentDictionary<string, WritesInFlight> _inFlight = [];

    public IReadOnlyList<RequestRecord> All => [.. _records];

    // Including failed writes.
    public IReadOnlyList<RequestRecord> Writes(string? userAgent = null) =>
        [.. _records.Where(record => record.IsWrite && (userAgent is null || record.UserAgent.StartsWith(userAgent, StringComparison.Ordinal)))];

    /// <summary>How many writes of a client there were at once, at most, since the log was cleared.</summary>
    public int PeakWrites(string userAgent) => _inFlight.TryGetValue(userAgent, out var writes) ? writes.Peak : 0;

    public void Clear()
    {
        _records.Clear();
        _inFlight.Clear();
    }

    /// <summary>Until it is disposed of, the request counts as in flight if it is a write.</summary>
    internal IDisposable? Begin(ApiRequest request) =>
        request.Verb is "get" or "list" or "watch" ? null : _inFlight.GetOrAdd(request.UserAgent, _ => new WritesInFlight()).Begin();

    internal void Add(ApiRequest request, int status, DateTimeOffset at) => _records.Enqueue(new RequestRecord(
        request.Verb, request.Kind.Group, request.Kind.Plural, request.Subresource, request.Namespace, request.Name, request.UserAgent, status, request.DryRun, at));
}

internal sealed class WritesInFlight
{
    private readonly Lock _gate = new();
    private int _now;

    public int Peak { get; private set; }

    public IDisposable Begin()
    {
        lock (_gate) Peak = Math.Max(Peak, ++_now);
        return new End(this);
    }

    private sealed class End(WritesInFlight writes) : IDisposable
    {
        public void Dispose()
        {
            lock (writes._gate) writes._now--;
        }
    }
}
