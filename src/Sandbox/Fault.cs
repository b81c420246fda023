using Sandbox.Api;
using Sandbox.Store;

namespace Sandbox;

internal enum Effect
{
    Answer,
    AbortBefore,
    AbortAfter,
    Slow,
    Stall,
    WatchExpired,
    WatchSilent,
    LostEvent,
}

// A failure of the next matching requests. A null property matches everything.
internal sealed class Fault
{
    private int _seen;
    private int _taken;

    public required Effect Effect { get; init; }

    public string? Verb { get; init; }

    public string? Resource { get; init; }

    public string? Name { get; init; }

    // A prefix of the user agent, to hit the controller and not the Longhorn stand-in.
    public string? UserAgent { get; init; }

    // How many matching requests succeed first.
    public int After { get; init; }

    public int Times { get; init; } = 1;

    // Whether all later requests of the client fail, too.
    public bool KillsClient { get; init; }

    public int Code { get; init; } = 500;

    public string Reason { get; init; } = "InternalError";

    public int? RetryAfterSeconds { get; init; }

    public TimeSpan Delay { get; init; }

    // How often it has been applied.
    public int Taken => Math.Min(Volatile.Read(ref _taken), Times);

    internal bool TryTake(ApiRequest request, ObjectName name) =>
        Fits(request, name) && Interlocked.Increment(ref _seen) > After && Taken < Times && Interlocked.Increment(ref _taken) <= Times;

    private bool Fits(ApiRequest request, ObjectName name) =>
        (Verb is null || Verb == request.Verb)
        && (Resource is null || Resource == request.Kind.Plural)
        && (Name is null || Name == name.Name)
        && (UserAgent is null || request.UserAgent.StartsWith(UserAgent, StringComparison.Ordinal));
}

// The handle of an open watch for faults.
internal sealed class LiveWatch(string resource, string userAgent) : IDisposable
{
    private readonly CancellationTokenSource _cut = new();
    private volatile bool _silent;

    public string Resource => resource;

    public string UserAgent => userAgent;

    public CancellationToken Broken => _cut.Token;

    public bool Silent => _silent;

    public void Silence() => _silent = true;

    public void Cut() => _cut.Cancel();

    public void Dispose() => _cut.Dispose();
}
