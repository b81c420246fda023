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

// Something that goes wrong with the next requests that fit. A part left null fits everything.
internal sealed class Fault
{
    private int _seen;
    private int _taken;

    public required Effect Effect { get; init; }

    public string? Verb { get; init; }

    public string? Resource { get; init; }

    public string? Name { get; init; }

    // How the client's user agent begins: so that a fault meets the controller and not the Longhorn stand-in.
    public string? UserAgent { get; init; }

    // How many that fit go through before the first that doesn't.
    public int After { get; init; }

    public int Times { get; init; } = 1;

    // Whether nothing more of its client gets through once it has struck.
    public bool KillsClient { get; init; }

    public int Code { get; init; } = 500;

    public string Reason { get; init; } = "InternalError";

    public int? RetryAfterSeconds { get; init; }

    public TimeSpan Delay { get; init; }

    // How often it has struck.
    public int Taken => Math.Min(Volatile.Read(ref _taken), Times);

    internal bool TryTake(ApiRequest request, ObjectName name) =>
        Fits(request, name) && Interlocked.Increment(ref _seen) > After && Taken < Times && Interlocked.Increment(ref _taken) <= Times;

    private bool Fits(ApiRequest request, ObjectName name) =>
        (Verb is null || Verb == request.Verb)
        && (Resource is null || Resource == request.Kind.Plural)
        && (Name is null || Name == name.Name)
        && (UserAgent is null || request.UserAgent.StartsWith(UserAgent, StringComparison.Ordinal));
}

// An open watch, as far as faults can reach it.
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
