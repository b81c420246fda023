using Sandbox;
using WebhookController.Tests.Integration.Support;

namespace WebhookController.Tests.Integration.KillPoints;

/// One run of a story, on an API server of its own; the invariants are checked when it is over.
internal static class StoryRun
{
    /// Undisturbed: gives every write of the controller, and what the story comes to.
    public static async Task<(IReadOnlyList<RequestRecord> Writes, string Outcome)> RecordAsync(Story story)
    {
        var (writes, outcome) = ((IReadOnlyList<RequestRecord>)[], "");
        await Scenario.RunOnSandboxAsync(async scenario =>
        {
            await PrepareAsync(story, scenario);
            foreach (var step in story.Steps)
            {
                await step.Act(scenario);
                await Eventually.HoldsAsync(step.End, () => step.HasEnded(scenario));
            }
            await scenario.Invariants.ConvergedAsync();
            (writes, outcome) = (scenario.Writes, await Outcome.OfAsync(scenario));
        });
        return (writes, outcome);
    }

    /// With the controller killed at this point, and started again at once.
    public static async Task<string> KilledAsync(Story story, KillPoint point)
    {
        var outcome = "";
        await Scenario.RunOnSandboxAsync(async scenario =>
        {
            await PrepareAsync(story, scenario);
            var kill = scenario.Faulty.Faults.Kill(point.Verb, point.Resource, point.Nth, point.Done, Controller.UserAgent);
            var restarted = false;
            foreach (var step in story.Steps)
            {
                await step.Act(scenario);
                await Eventually.HoldsAsync(step.End, async () =>
                {
                    await RestartAsync();
                    return await step.HasEnded(scenario);
                });
            }
            await Eventually.HoldsAsync("the write was tried", async () =>
            {
                await RestartAsync();
                return restarted;
            });
            await scenario.Invariants.ConvergedAsync();
            outcome = await Outcome.OfAsync(scenario);

            async Task RestartAsync()
            {
                if (restarted || kill.Taken == 0) return;
                restarted = true;
                await scenario.Controller.KillAsync();
                await WhileDown.HoldsAsync(story, scenario);
                scenario.Faulty.Faults.Clear();
                await scenario.StartControllerAsync();
            }
        });
        return outcome;
    }

    private static async Task PrepareAsync(Story story, Scenario scenario)
    {
        await story.Before(scenario);
        await scenario.Invariants.ConvergedAsync();
        scenario.ForgetRequests();
    }
}
