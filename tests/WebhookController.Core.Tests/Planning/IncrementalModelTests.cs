using System.Globalization;
using WebhookController.Core.Planning;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Planning;

/// The law of planning, on random histories of everything that can happen.
public sealed class IncrementalModelTests
{
    [Fact]
    public void After_every_event_incremental_planning_holds_what_a_full_pass_yields() => RandomHistory.Any.SampleTheSame(
        steps =>
        {
            var (planner, state) = (new IncrementalPlanner(), HistoryState.Start);
            foreach (var (at, step) in steps.Index())
            {
                state = step.Apply(state);
                planner.Pass(state.Cluster, state.Defaults, state.Now, state.Affected);
                state = state with { Affected = new Affected() };

                Assert.True(Text(Planner.Plan(state.Cluster, state.Defaults, state.Now)) == Text(planner.Plan), $"after step {at + 1}, {step.Text}:\n"
                    + $"full\n{Text(Planner.Plan(state.Cluster, state.Defaults, state.Now))}\nincremental\n{Text(planner.Plan)}");
            }
        }, count: 3_000, print: RandomHistory.Print);

    private static string Text(Plan plan) => PlanText.Of(plan, states: true)
        + string.Join('\n', plan.Protections.Select(status => string.Create(CultureInfo.InvariantCulture,
            $"{status.Claim} {status.Job} {status.LastSuccess} {status.LastFailure} {status.Failures} {status.NextRun} {status.Retain} {status.ProtectedSince} {status.ProgressMoved}")))
        + string.Join('\n', plan.Untracked.Select(untracked => untracked.ToString()))
        + string.Join('\n', plan.Targets) + plan.Partial;
}
