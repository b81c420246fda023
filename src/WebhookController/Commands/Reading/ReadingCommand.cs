using WebhookController.Commands.Output;
using WebhookController.Hosting;
using WebhookController.Kubernetes.Client;

namespace WebhookController.Commands.Reading;

// What all commands have in common that read a cluster and write nothing: bad usage, and a cluster that doesn't answer, are one line and code 2.
internal static class ReadingCommand
{
    public const int NothingToSee = 0;
    public const int Findings = 1;
    public const int NoAnswer = 2;

    public static async Task<int> RunAsync(Terminal terminal, Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (OptionsException bad)
        {
            return await FailAsync(terminal, bad.Message);
        }
        catch (ApiException refused)
        {
            return await FailAsync(terminal, $"the API server refused: {refused.Message}");
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or TimeoutException)
        {
            return await FailAsync(terminal, $"the API server doesn't answer: {failure.Message}");
        }
    }

    private static async Task<int> FailAsync(Terminal terminal, string message)
    {
        await terminal.Error.WriteLineAsync(message.ReplaceLineEndings(" "));
        return NoAnswer;
    }
}
