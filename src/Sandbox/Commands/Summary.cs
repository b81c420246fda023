namespace Sandbox.Commands;

internal static class Summary
{
    public static void Print(Terminal terminal, IReadOnlyList<Step> steps, IReadOnlyList<StepResult> results, TrialRun trial, TimeSpan took)
    {
        terminal.Line();
        terminal.Strong("Summary");
        for (var i = 0; i < steps.Count; i++)
        {
            var line = $"{i + 1,2}. {steps[i].Title,-45}";
            if (i >= results.Count) terminal.Faint($"  - {line}");
            else if (results[i].Problem is null) terminal.Good($"  ✓ {line} {results[i].Took.TotalSeconds,5:0.0} s");
            else terminal.Bad($"  ✗ {line} {results[i].Took.TotalSeconds,5:0.0} s");
        }

        var requests = trial.Server.Requests.All.Count(request =>
            request.UserAgent.StartsWith(TrialRun.ControllerAgent, StringComparison.Ordinal));
        var writes = trial.Writes();
        var kinds = writes.GroupBy(write => $"{write.Verb} {write.Resource}").Select(group => $"{group.Count()} × {group.Key}");
        terminal.Line($"  The controller made {requests} requests, of these {writes.Count} writes: {string.Join(", ", kinds)}.");

        var passed = results.Count(result => result.Problem is null);
        var verdict = $"  {passed} of {steps.Count} steps as expected, {took.TotalSeconds:0.0} s in all.";
        if (passed == steps.Count) terminal.Good(verdict);
        else terminal.Bad($"{verdict} Step {results.Count} failed: {steps[results.Count - 1].Title}. Log: {trial.Controller!.LogFile}");
    }
}
