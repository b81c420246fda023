using System.CommandLine;

namespace Sandbox.Commands;

internal static class Options
{
    // The exit code that shells expect after Ctrl-C.
    public const int Interrupted = 130;

    public static Option<string> Controller() => new("--controller")
    {
        Description = "WebhookController.dll to run; without it the one that was built beside this program",
        DefaultValueFactory = _ => ControllerProcess.BesideUs,
    };
}
