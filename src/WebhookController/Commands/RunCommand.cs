using System.CommandLine;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using WebhookController.Hosting;

namespace WebhookController.Commands;

internal static class RunCommand
{
    private const int Failed = 1;
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
            var services = app.Services.GetServices<IHostedService>().OfType<BackgroundService>().ToList();
            await app.RunAsync(cancellationToken);
            return await ReportAsync(services.Select(service => service.ExecuteTask?.Exception?.InnerException).OfType<Exception>());
        }
        catch (OptionsException bad)
        {
            await Console.Error.WriteLineAsync(bad.Message);
            return BadOptions;
        }
        catch (Exception taken) when (taken is SocketException or IOException { InnerException: AddressInUseException })
        {
            await Console.Error.WriteLineAsync($"{taken.Message} Choose other ports with --Webhook:Port and --Metrics:Port.");
            return Failed;
        }
    }

    // If one of its services fails, the host stops and reports success.
    private static async Task<int> ReportAsync(IEnumerable<Exception> bugs)
    {
        var code = 0;
        foreach (var bug in bugs)
        {
            await Console.Error.WriteLineAsync($"the controller stopped because of a bug: {bug}");
            code = Failed;
        }
        return code;
    }
}
