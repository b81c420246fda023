namespace Sandbox.Commands;

/// <summary>How a step went; without a problem it went well.</summary>
internal sealed record StepResult(TimeSpan Took, string? Problem);

/// <summary>Does one step after the other and says what came back; ends at the first that goes wrong: the next rely on it.</summary>
internal sealed class Walk(TrialRun trial, Terminal terminal, TimeSpan patience)
{
    public async Task<IReadOnlyList<StepResult>> ThroughAsync(IReadOnlyList<Step> steps, CancellationToken ct)
    {
        var results = new List<StepResult>();
        foreach (var step in steps)
        {
            terminal.Line();
            terminal.Strong($"{results.Count + 1}. {step.Title}");
            var started = TimeProvider.System.GetTimestamp();
            var problem = await ProblemOfAsync(step, ct);
            ct.ThrowIfCancellationRequested();
            results.Add(new StepResult(TimeProvider.System.GetElapsedTime(started), problem));
            if (problem is null) terminal.Good($"   ✓ {step.Expects}");
            else terminal.Bad($"   ✗ expected: {step.Expects}; but {problem}");
            if (problem is not null) break;
        }

        return results;
    }

    private async Task<string?> ProblemOfAsync(Step step, CancellationToken ct)
    {
        if (step.Note is not null) Show(step.Note, terminal.Faint);
        Show(step.Deed.Shown(trial), terminal.Line);
        try
        {
            var reply = await step.Deed.DoAsync(trial, ct);
            if (reply.Text.Length > 0) Show(reply.Text, terminal.Line);
            return ProblemOf(step, reply) ?? await ProblemOfSightsAsync(step, ct);
        }
        catch (Exception error) when (error is HttpRequestException or TrialException)
        {
            return error.Message;
        }
    }

    private static string? ProblemOf(Step step, Reply reply)
    {
        if (reply.Accepted == step.Refused) return $"it was {(reply.Accepted ? "accepted" : "refused")}";
        var missing = step.Says.FirstOrDefault(part => !reply.Text.Contains(part, StringComparison.Ordinal));
        return missing is null ? null : $"the answer doesn't say \"{missing}\"";
    }

    private async Task<string?> ProblemOfSightsAsync(Step step, CancellationToken ct)
    {
        foreach (var sight in step.Sights)
        {
            var seen = await Patience.UntilAsync(() => sight(trial, ct), patience, ct);
            if (!seen.AsExpected) return $"after {patience.TotalSeconds:0} s {seen.Text}";
            Show($"→ {seen.Text}", terminal.Line);
        }

        return null;
    }

    private static void Show(string text, Action<string> print)
    {
        foreach (var line in text.Split('\n')) print($"   {line}");
    }
}
