using WebhookController.Tests.Integration.Support;

namespace WebhookController.Tests.Integration.KillPoints;

/// What a user does to one PVC, step by step, and where each step ends. It goes through the API server alone, so that it goes on
/// whether or not the controller is alive.
internal sealed record Story(string Name, params IReadOnlyList<Step> Steps)
{
    /// What has come to rest before the story begins.
    public Func<Scenario, Task> Before { get; init; } = _ => Task.CompletedTask;

    /// Whether the PVC has a job from beginning to end: then it must have one at every moment.
    public bool IsAlwaysProtected { get; init; }
}

/// <param name="Act">What the user does.</param>
/// <param name="End">What it comes to, in words.</param>
/// <param name="HasEnded">Whether it has come to that.</param>
internal sealed record Step(Func<Scenario, Task> Act, string End, Func<Scenario, Task<bool>> HasEnded);
