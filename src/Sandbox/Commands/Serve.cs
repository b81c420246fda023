using System.CommandLine;

namespace Sandbox.Commands;

/// <summary>Runs the Sandbox until Ctrl-C and says how to use kubectl with it.</summary>
internal static class Serve
{
    public static Command Command()
    {
        var port = new Option<int>("--port") { Description = "Port of the API server; 0 takes a free one", DefaultValueFactory = _ => 6443 };
        var kubeconfig = new Option<FileInfo>("--kubeconfig") { Description = "Where to write the kubeconfig", DefaultValueFactory = _ => new FileInfo("sandbox.kubeconfig") };
        var command = new Command("serve", "Run the API server and the Longhorn stand-in until Ctrl-C") { port, kubeconfig };
        command.SetAction((parsed, ct) => RunAsync(parsed.GetValue(port), parsed.GetValue(kubeconfig)!, ct));
        return command;
    }

    private static async Task RunAsync(int port, FileInfo kubeconfig, CancellationToken ct)
    {
        await using var server = await SandboxServer.StartAsync(new SandboxOptions { Port = port }, ct);
        using var client = server.CreateClient(LonghornStandIn.UserAgent);
        await using var longhorn = await LonghornStandIn.StartAsync(client, ct: ct);
        await File.WriteAllTextAsync(kubeconfig.FullName, server.Kubeconfig, ct);
        Console.WriteLine($"export KUBECONFIG={kubeconfig.FullName}");
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct);
        }
        catch (OperationCanceledException)
        {
            Console.WriteLine("Stopped.");
        }
    }
}
