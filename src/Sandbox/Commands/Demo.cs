using System.CommandLine;

namespace Sandbox.Commands;

// Runs the main job and an archive with real requests, and checks the cluster after each step.
internal static class Demo
{
    public static Command Command()
    {
        var controller = Options.Controller();
        const string What = "Walk through the main job and an archive step by step; exit code 0 when every step went as expected";
        var command = new Command("demo", What) { controller };
        command.SetAction((parsed, ct) => RunAsync(parsed.GetValue(controller)!, DemoSteps.All, Terminal.OfConsole(), ct: ct));
        return command;
    }

    public static async Task<int> RunAsync(
        string controller, IReadOnlyList<Step> steps, Terminal terminal, bool kubectl = true, TimeSpan? timeout = null,
        CancellationToken ct = default)
    {
        try
        {
            terminal.Strong("Longhorn backup controller: the main job and an archive, with real requests");
            var started = TimeProvider.System.GetTimestamp();
            await using var trial = await TrialRun.StartAsync(controller, port: 0, kubectl, terminal, ct);
            terminal.Line($"  API server   {trial.Server.Address} in this process, with a stand-in for Longhorn");
            terminal.Line($"  controller   pid {trial.Controller!.Id}, log {trial.Controller.LogFile}");
            terminal.Line($"  requests by  {trial.User.Name}");
            await SeedAsync(trial);

            var results = await new StepRunner(trial, terminal, timeout ?? TimeSpan.FromSeconds(30)).RunAsync(steps, ct);
            Summary.Print(terminal, steps, results, trial, TimeProvider.System.GetElapsedTime(started));
            if (results.Count == steps.Count && results.All(result => result.Problem is null)) return 0;
            trial.ShowLog(terminal);
            trial.KeepFolder = true;
            return 1;
        }
        catch (TrialException problem)
        {
            terminal.Bad($"✗ {problem.Message}");
            return 1;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            terminal.Line("Stopped.");
            return Options.Interrupted;
        }
    }

    private static async Task SeedAsync(TrialRun trial)
    {
        await trial.CreateClaimAsync("grafana");
        await trial.CreateClaimAsync("scratch");
        await trial.CreateClaimAsync("wiki", "enabled=true");
        await trial.CreateClaimAsync("media", "enabled=true");
    }
}
