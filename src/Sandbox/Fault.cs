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

/// <summary>Something that goes wrong with the next requests that fit. A part left null fits everything.</summary>
internal sealed class Fault
{
    private int _seen;
    private int _taken;

    public required Effect Effect { get; init; }

    public string? Verb { get; init; }

    public string? Resource { get; init; }

    public string? Name { get; init; }

    /// <summary>How the client's user agent begins: so that a fault meets the controller and not the Longhorn stand-in.</summary>
    public string? UserAgent { get; init; }

    /// <summary>How many that fit go through before the first that doesn't.</summary>
    public int After { get; init; }

    public int Times { get; init; } = 1;

    /// <summary>Whether nothing more of its client gets through once it has struck.</summary>
    public bool IsDeath { get; init; }

    public int Code { get; init; } = 500;

    public string Reason { get; init; } = "InternalError";

    public int? RetryAfterSeconds { get; init; }

    public TimeSpan Delay { get; init; }

    /// <summary>How often it has struck.</summary>
    public int Taken => Math.Min(Volatile.Read(ref _taken), Times);

    internal bool TryTake(ApiRequest request, ObjectName name) =>
        Fits(request, name) && Interlocked.Increment(ref _seen) > After && Taken < Times && Interlocked.Increment(ref _taken) <= Times;

    private bool Fits(ApiRequest request, ObjectName name) =>
        (Verb is null || Verb == request.Verb)
        && (Resource is null || Resource == request.Kind.Plural)
        && (Name is null || Name == name.Name)
        && (UserAgent is null || request.UserAgent.StartsWith(UserAgent, StringComparison.Ordinal));
}
