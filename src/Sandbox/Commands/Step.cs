using System.Diagnostics.CodeAnalysis;

namespace Sandbox.Commands;

// What the user does in a step: how it is printed, and how it is done.
internal sealed record StepAction(Func<TrialRun, string> Describe, Func<TrialRun, CancellationToken, Task<Reply>> RunAsync)
{
    public static implicit operator StepAction(UserRequest request) => From(request);

    public static StepAction From(UserRequest request) => new(_ => $"$ {request}", (trial, ct) => trial.User.SendAsync(request, ct));
}

internal sealed record CheckResult(bool Passed, string Text);

// Looks at the cluster or the controller after an action.
internal delegate Task<CheckResult> Check(TrialRun trial, CancellationToken ct);

// One step of the demo. It passes when the reply is as expected and every check passes.
internal sealed record Step(string Title, StepAction Action, string Expects, params IReadOnlyList<Check> Checks)
{
    // Whether the request must be refused; otherwise it must be accepted.
    public bool Refused { get; init; }

    // Each must occur in the reply.
    public IReadOnlyList<string> ExpectedOutput { get; init; } = [];

    public string? Note { get; init; }
}

// The message is for the person who started the trial run.
[SuppressMessage("Design", "CA1064", Justification = "Nothing outside this application sees it.")]
internal sealed class TrialException(string message) : Exception(message);
