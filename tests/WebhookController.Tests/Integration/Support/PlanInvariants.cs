using WebhookController.Core.Cluster;
using WebhookController.Core.Layers;
using WebhookController.Core.Planning;

namespace WebhookController.Tests.Integration.Support;

/// The invariants about what is planned, once everything is at rest.
internal sealed class PlanInvariants(Scenario scenario)
{
    /// The plan of a controller that starts now.
    public Plan Of(ClusterState state) =>
        Planner.Plan(state, EffectiveDefaults.After(null, state.ConfigMaps.Items.Values.SingleOrDefault()), scenario.Clock.GetUtcNow());

    /// I11 and I15. A replica that doesn't lead plans nothing.
    public async Task HoldAsync()
    {
        var (controller, clock) = (scenario.Controller, scenario.Clock);
        if (!controller.Leads || scenario.ClockRanBack) return;
        await NothingBreaksAsync("I11", () => Task.FromResult(PlanLaws.NotOfAFullPass(controller.Told, controller.State, clock.GetUtcNow())));
        await NothingBreaksAsync("I15", async () => PlanLaws.NotOfAFreshStart(controller.Told, await FreshState.ReadAsync(scenario.Api, controller.State), clock.GetUtcNow()));
    }

    /// I16.
    public void WhatWasAnnouncedIsTrue(ClusterState state)
    {
        if (!state.CanPlan) return;
        var held = Of(state).Held?.Deletions.Select(deletion => deletion.Target.Name) ?? [];
        var untrue = scenario.Announcements.NotTrueIn(state, [.. held]);
        Assert.True(untrue.Count == 0, $"I16: this was announced, and is not so:\n{string.Join('\n', untrue)}");
    }

    // Time goes on, and what follows from it is told in the next pass.
    private async Task NothingBreaksAsync(string invariant, Func<Task<IReadOnlyList<string>>> breaks)
    {
        IReadOnlyList<string> lines = [];
        try
        {
            await Eventually.HoldsAsync($"{invariant} holds", async () =>
            {
                if ((lines = await breaks()).Count == 0) return true;
                await scenario.IdleAsync();
                return false;
            });
        }
        catch (TimeoutException)
        {
            Assert.Fail($"{invariant}: {string.Join('\n', lines)}");
        }
    }
}
