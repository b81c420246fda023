using System.Collections.Concurrent;
using Sandbox.Api;
using Sandbox.Store;

namespace Sandbox;

// Failures on demand. Verbs are get, list, watch, create, update, patch and delete; resources are plurals.
internal sealed class Faults
{
    private readonly ConcurrentDictionary<LiveWatch, byte> _open = [];
    private volatile IReadOnlyList<Fault> _faults = [];

    // Useful to wait until a client has connected.
    public int OpenWatches(string? resource = null, string? userAgent = null) => Open(resource, userAgent).Count();

    public Fault Add(Fault fault)
    {
        _faults = [.. _faults, fault];
        return fault;
    }

    // A silent watch stays silent until it is cut or the client gives up, like a dead connection.
    public void Clear() => _faults = [];

    // Responds with a Status and does not execute the request.
    public Fault Answer(int code, string reason, string? verb = null, string? resource = null, string? name = null, int times = 1,
        int? retryAfterSeconds = null, string? userAgent = null) => Add(new Fault
        {
            Effect = Effect.Answer, Code = code, Reason = reason, RetryAfterSeconds = retryAfterSeconds,
            Verb = verb, Resource = resource, Name = name, Times = times, UserAgent = userAgent,
        });

    public Fault Conflict(string verb, string resource, string? name = null, int times = 1, string? userAgent = null) =>
        Answer(409, "Conflict", verb, resource, name, times, userAgent: userAgent);

    public Fault TooManyRequests(string? verb = null, string? resource = null, string? name = null, int retryAfterSeconds = 1, int times = 1, string? userAgent = null) =>
        Answer(429, "TooManyRequests", verb, resource, name, times, retryAfterSeconds, userAgent);

    public Fault InternalError(string? verb = null, string? resource = null, string? name = null, int times = 1, string? userAgent = null) =>
        Answer(500, "InternalError", verb, resource, name, times, userAgent: userAgent);

    // Breaks the connection before the request is executed.
    public Fault AbortBefore(string? verb = null, string? resource = null, string? name = null, int times = 1, string? userAgent = null) =>
        Add(new Fault { Effect = Effect.AbortBefore, Verb = verb, Resource = resource, Name = name, Times = times, UserAgent = userAgent });

    // Executes the request and breaks the connection before the response: the client can't know the result.
    public Fault AbortAfter(string? verb = null, string? resource = null, string? name = null, int times = 1, string? userAgent = null) =>
        Add(new Fault { Effect = Effect.AbortAfter, Verb = verb, Resource = resource, Name = name, Times = times, UserAgent = userAgent });

    // Fails the client's nth matching request before or after its execution, and all later ones, as if the client
    // had been killed there.
    public Fault Kill(string verb, string resource, int nth, bool done, string userAgent) => Add(new Fault
    {
        Effect = done ? Effect.AbortAfter : Effect.AbortBefore, Verb = verb, Resource = resource, After = nth - 1, UserAgent = userAgent, KillsClient = true,
    });

    public Fault Slow(TimeSpan delay, string? verb = null, string? resource = null, string? name = null, int times = 1, string? userAgent = null) =>
        Add(new Fault { Effect = Effect.Slow, Delay = delay, Verb = verb, Resource = resource, Name = name, Times = times, UserAgent = userAgent });

    // Sends the first half of the body, and then nothing until the client gives up.
    public Fault Stall(string verb, string resource, int times = 1, string? userAgent = null) =>
        Add(new Fault { Effect = Effect.Stall, Verb = verb, Resource = resource, Times = times, UserAgent = userAgent });

    // The next watches that resume from a resourceVersion get an ERROR event with code 410.
    public Fault ExpireWatch(string resource, int times = 1, string? userAgent = null) =>
        Add(new Fault { Effect = Effect.WatchExpired, Verb = "watch", Resource = resource, Times = times, UserAgent = userAgent });

    // The next watches send no events and no bookmarks, and never end.
    public Fault SilentWatch(string resource, int times = 1, string? userAgent = null) =>
        Add(new Fault { Effect = Effect.WatchSilent, Verb = "watch", Resource = resource, Times = times, UserAgent = userAgent });

    // Drops the next event of the object from a watch.
    public Fault LoseEvent(string resource, string? name = null, int times = 1, string? userAgent = null) =>
        Add(new Fault { Effect = Effect.LostEvent, Verb = "watch", Resource = resource, Name = name, Times = times, UserAgent = userAgent });

    // Breaks the connections of all open watches; returns how many.
    public int CutWatches(string? resource = null, string? userAgent = null)
    {
        var cut = Open(resource, userAgent).ToList();
        cut.ForEach(live => live.Cut());
        return cut.Count;
    }

    // Silences all open watches; returns how many.
    public int SilenceWatches(string? resource = null, string? userAgent = null)
    {
        var silenced = Open(resource, userAgent).ToList();
        silenced.ForEach(live => live.Silence());
        return silenced.Count;
    }

    internal Fault? Take(ApiRequest request)
    {
        var taken = _faults.FirstOrDefault(fault => fault.Effect != Effect.LostEvent && fault.TryTake(request, request.ObjectName));
        if (taken is { KillsClient: true }) Add(new Fault { Effect = Effect.AbortBefore, UserAgent = taken.UserAgent, Times = int.MaxValue });
        return taken;
    }

    internal bool Loses(ApiRequest request, ObjectName name) =>
        _faults.Any(fault => fault.Effect == Effect.LostEvent && fault.TryTake(request, name));

    internal LiveWatch Opened(ApiRequest request, Fault? fault)
    {
        var live = new LiveWatch(request.Kind.Plural, request.UserAgent);
        if (fault?.Effect == Effect.WatchSilent) live.Silence();
        _open.TryAdd(live, 0);
        return live;
    }

    internal void Closed(LiveWatch live) => _open.TryRemove(live, out _);

    private IEnumerable<LiveWatch> Open(string? resource, string? userAgent) => _open.Keys.Where(live =>
        (resource is null || live.Resource == resource) && (userAgent is null || live.UserAgent.StartsWith(userAgent, StringComparison.Ordinal)));
}
