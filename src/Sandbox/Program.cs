using System.CommandLine;
using Sandbox.Commands;

namespace Sandbox;

internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        var root = new RootCommand("A Kubernetes API server and a Longhorn stand-in in one process, to try the backup controller on")
        {
            Demo.Command(), Serve.Command(), StartTime.Command(),
        };
        // After Ctrl-C the controller must be stopped and the folder removed.
        return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(15) });
    }
}
