namespace Sandbox.Commands;

/// <summary>What somebody does in a step: as it is shown, and as it is really done.</summary>
internal sealed record Deed(Func<TrialRun, string> Shown, Func<TrialRun, CancellationToken, Task<Reply>> DoAsync)
{
    public static implicit operator Deed(UserRequest request) => From(request);

    public static Deed From(UserRequest request) => new(_ => $"$ {request}", (trial, ct) => trial.User.SendAsync(request, ct));
}

/// <summary>Something to look at after a deed.</summary>
internal delegate Task<Seen> Sight(TrialRun trial, CancellationToken ct);

/// <summary>One step of the demo. It has gone well when the answer and every sight are as expected, and not before.</summary>
internal sealed record Step(string Title, Deed Deed, string Expects, params IReadOnlyList<Sight> Sights)
{
    /// <summary>Whether the request must be refused; else it must be accepted.</summary>
    public bool Refused { get; init; }

    /// <summary>What the answer must say.</summary>
    public IReadOnlyList<string> Says { get; init; } = [];

    public string? Note { get; init; }
}
