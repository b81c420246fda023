using System.CommandLine;
using WebhookController.Hosting;

namespace WebhookController.Commands;

/// <c>run</c>: answers admission and reconciles until it is told to stop.
internal static class RunCommand
{
    private const int BadOptions = 2;

    public static Command Create()
    {
        var command = new Command("run", "Answer admission reviews and keep Longhorn's RecurringJobs as the labels say. "
            + "Options are given as --Section:Name value, for example --Webhook:Port 9443 (see the README).")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync([.. parsed.UnmatchedTokens], cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        try
        {
            await using var app = ControllerHost.Build(args);
            await app.RunAsync(cancellationToken);
            return 0;
        }
        catch (OptionsException bad)
        {
            await Console.Error.WriteLineAsync(bad.Message);
            return BadOptions;
        }
    }
}
