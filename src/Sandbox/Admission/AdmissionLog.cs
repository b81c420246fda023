using System.Collections.Concurrent;

namespace Sandbox.Admission;

// A webhook call without a response. The failurePolicy decides whether the user's request failed.
internal sealed record UnansweredCall(string Webhook, string Error, DateTimeOffset At);

// Counts webhook calls as the metrics of an API server do.
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
