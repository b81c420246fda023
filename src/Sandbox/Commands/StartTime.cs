using System.CommandLine;
using System.Globalization;

namespace Sandbox.Commands;

// Measures the time from the start of the process until the controller is ready.
internal static class StartTime
{
    private const int Starts = 5;

    public static Command Command()
    {
        var controller = Options.Controller();
        var command = new Command("start-time", $"Start the controller {Starts} times and say how long it took until it was ready") { controller };
        command.SetAction((parsed, ct) => RunAsync(parsed.GetValue(controller)!, Terminal.OfConsole(), ct));
        return command;
    }

    private static async Task<int> RunAsync(string controller, Terminal terminal, CancellationToken ct)
    {
        try
        {
            await using var trial = await TrialRun.StartAsync(controller, port: 0, kubectl: false, terminal, ct);
            var (times, work) = (new List<TimeSpan>(), new List<TimeSpan>());
            while (times.Count < Starts)
            {
                await trial.Controller!.KillAsync();
                var started = TimeProvider.System.GetTimestamp();
                await trial.RestartAsync(ct);
                times.Add(TimeProvider.System.GetElapsedTime(started));
                work.Add(trial.Controller.ProcessorTime);
            }

            // On a busy machine the first number depends on other programs; the second does not.
            terminal.Line($"ready in {Seconds(Median(times))} s, having used a processor for {Seconds(Median(work))} s (medians of {Starts} starts)");
            return 0;
        }
        catch (TrialException problem)
        {
            terminal.Bad($"✗ {problem.Message}");
            return 1;
        }
    }

    private static TimeSpan Median(List<TimeSpan> times) => times.Order().ElementAt(times.Count / 2);

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture);
}
