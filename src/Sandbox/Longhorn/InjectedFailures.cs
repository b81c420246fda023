using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Sandbox.Api;

namespace Sandbox.Longhorn;

// How one snapshot or backup fails.
internal sealed record InjectedFailure
{
    private InjectedFailure()
    {
    }

    // The final state of a backup; null if it never ends.
    public string? FinalState { get; private init; }

    public string Message { get; private init; } = "";

    // The last progress of a backup, in percent.
    public int Progress { get; private init; } = 50;

    public static InjectedFailure Error(string message) => new() { FinalState = "Error", Message = message };

    // Longhorn can no longer find the backup. A snapshot has no such state and fails.
    public static InjectedFailure Unknown(string message) => new() { FinalState = "Unknown", Message = message };

    // A snapshot never becomes ready; a backup stops at this progress.
    public static InjectedFailure Hang(int progress = 0) => new() { Progress = progress };
}

// Failures for the next objects of a kind, one each, in the order in which Longhorn sees them. All other objects succeed.
internal sealed class InjectedFailures
{
    private readonly ConcurrentQueue<InjectedFailure> _next = [];
    private readonly ConcurrentDictionary<string, InjectedFailure?> _assigned = [];

    public void Add(InjectedFailure failure) => _next.Enqueue(failure);

    // Call it when an object is first seen: objects are processed later and in any order.
    public void Assign(JsonObject item) => For(item);

    // The same each time for an object with the same uid; null means success.
    public InjectedFailure? For(JsonObject item) =>
        _assigned.GetOrAdd(item.Text("metadata", "uid") ?? "", static (_, next) => next.TryDequeue(out var failure) ? failure : null, _next);
}
