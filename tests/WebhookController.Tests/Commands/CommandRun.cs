using WebhookController.Commands;
using WebhookController.Commands.Output;

namespace WebhookController.Tests.Commands;

/// What a command printed, and how it ended.
internal sealed record CommandRun(int ExitCode, string Out, string Error)
{
    /// Runs a command as a person does whose terminal is piped into a file.
    public static async Task<CommandRun> OfAsync(params string[] args)
    {
        var (output, error) = (new StringWriter { NewLine = "\n" }, new StringWriter { NewLine = "\n" });
        var terminal = new Terminal(output, error, Width: null, Colours: false);
        var code = await CommandLine.InvokeAsync(Program.Commands(terminal, TimeProvider.System).Parse(args), terminal);
        return new(code, output.ToString(), error.ToString());
    }

    /// Runs a command with a kubeconfig of this content.
    public static async Task<CommandRun> WithKubeconfigAsync(string kubeconfig, params string[] args)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, kubeconfig);
        try
        {
            return await OfAsync([.. args, "--kubeconfig", file]);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
