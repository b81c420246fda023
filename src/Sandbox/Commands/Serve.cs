using System.CommandLine;

namespace Sandbox.Commands;

// Runs the Sandbox and a controller until Ctrl-C, and prints how to use kubectl with them.
internal static class Serve
{
    public static Command Command()
    {
        var port = new Option<int>("--port")
        {
            Description = "Port of the API server; where it is taken, the next that is free", DefaultValueFactory = _ => 6443,
        };
        var controller = Options.Controller();
        var command = new Command("serve", "Run the API server, the Longhorn stand-in and a controller until Ctrl-C") { port, controller };
        command.SetAction((parsed, ct) => RunAsync(parsed.GetValue(controller)!, parsed.GetValue(port), Terminal.OfConsole(), ct));
        return command;
    }

    private static async Task<int> RunAsync(string controller, int port, Terminal terminal, CancellationToken ct)
    {
        try
        {
            await using var trial = await TrialRun.StartAsync(controller, PortSlot.FreeFrom(port), kubectl: false, terminal, ct);
            await trial.CreateClaimAsync("grafana", "enabled=true");
            await trial.CreateClaimAsync("scratch");
            await trial.CreateClaimAsync("media", "enabled=false");
            Explain(trial, terminal);

            var exitCode = await trial.Controller!.EndedAsync(ct);
            trial.ShowLog(terminal);
            throw new TrialException($"the controller ended by itself, with exit code {exitCode}");
        }
        catch (TrialException problem)
        {
            terminal.Bad($"✗ {problem.Message}");
            return 1;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            terminal.Line("Stopped, and everything cleaned up.");
            return 0;
        }
    }

    private static void Explain(TrialRun trial, Terminal terminal)
    {
        terminal.Strong("A Kubernetes API server with a Longhorn stand-in and the backup controller are running.");
        terminal.Line($"PVCs in namespace {Claims.Namespace}: grafana is opted in, scratch says nothing, media is opted out.");
        terminal.Line();
        terminal.Good($"export KUBECONFIG={trial.Kubeconfig}");
        terminal.Line();
        terminal.Line("Then, for example:");
        terminal.Line($"  {UserRequest.Label("scratch", "enabled=true")}");
        terminal.Line($"  kubectl get recurringjobs.longhorn.io -n {Claims.LonghornNamespace}");
        terminal.Line($"  {UserRequest.Label("grafana", "interval=5", "intervall=6")}   # refused, with the reasons");
        terminal.Line();
        terminal.Line($"Metrics:   curl -s {trial.Controller!.Metrics}metrics | grep ^backup_pvc");
        terminal.Line($"Defaults:  kubectl edit configmap {Claims.Defaults} -n {Claims.ControllerNamespace}");
        terminal.Line($"Log:       tail -f {trial.Controller!.LogFile}");
        terminal.Line("Ctrl-C stops it all.");
    }
}
