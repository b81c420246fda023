using System.Collections.Concurrent;

namespace Sandbox.Admission;

// A call of a webhook that got no answer: whether that failed the user's request is up to the failurePolicy.
internal sealed record UnansweredCall(string Webhook, string Error, DateTimeOffset At);

// How the calls of webhooks went, as an API server's metrics would tell.
internal sealed class AdmissionLog(TimeProvider time)
{
    private readonly ConcurrentQueue<UnansweredCall> _unanswered = [];
    private int _answered;

    public int Answered => Volatile.Read(ref _answered);

    public IReadOnlyList<UnansweredCall> Unanswered => [.. _unanswered];

    internal void Add(string webhook, string? error)
    {
        if (error is null) Interlocked.Increment(ref _answered);
        else _unanswered.Enqueue(new UnansweredCall(webhook, error, time.GetUtcNow()));
    }
}
