namespace Sandbox.Commands;

// Problem is null if the step passed.
internal sealed record StepResult(TimeSpan Took, string? Problem);

// Runs the steps in order and stops at the first that fails, because later steps rely on it.
internal sealed class StepRunner(TrialRun trial, Terminal terminal, TimeSpan timeout)
{
    public async Task<IReadOnlyList<StepResult>> RunAsync(IReadOnlyList<Step> steps, CancellationToken ct)
    {
        var results = new List<StepResult>();
        foreach (var step in steps)
        {
            terminal.Line();
            terminal.Strong($"{results.Count + 1}. {step.Title}");
            var started = TimeProvider.System.GetTimestamp();
            var problem = await RunAsync(step, ct);
            ct.ThrowIfCancellationRequested();
            results.Add(new StepResult(TimeProvider.System.GetElapsedTime(started), problem));
            if (problem is null) terminal.Good($"   ✓ {step.Expects}");
            else terminal.Bad($"   ✗ expected: {step.Expects}; but {problem}");
            if (problem is not null) break;
        }

        return results;
    }

    private async Task<string?> RunAsync(Step step, CancellationToken ct)
    {
        if (step.Note is not null) Show(step.Note, terminal.Faint);
        Show(step.Action.Describe(trial), terminal.Line);
        try
        {
            var reply = await step.Action.RunAsync(trial, ct);
            if (reply.Text.Length > 0) Show(reply.Text, terminal.Line);
            return ProblemOf(step, reply) ?? await FirstFailedCheckAsync(step, ct);
        }
        catch (Exception error) when (error is HttpRequestException or TrialException)
        {
            return error.Message;
        }
    }

    private static string? ProblemOf(Step step, Reply reply)
    {
        if (reply.Accepted == step.Refused) return $"it was {(reply.Accepted ? "accepted" : "refused")}";
        var missing = step.ExpectedOutput.FirstOrDefault(part => !reply.Text.Contains(part, StringComparison.Ordinal));
        return missing is null ? null : $"the answer doesn't say \"{missing}\"";
    }

    private async Task<string?> FirstFailedCheckAsync(Step step, CancellationToken ct)
    {
        foreach (var check in step.Checks)
        {
            var result = await Polling.UntilAsync(() => check(trial, ct), timeout, ct);
            if (!result.Passed) return $"after {timeout.TotalSeconds:0} s {result.Text}";
            Show($"→ {result.Text}", terminal.Line);
        }

        return null;
    }

    private static void Show(string text, Action<string> print)
    {
        foreach (var line in text.Split('\n')) print($"   {line}");
    }
}
