using System.CommandLine;

namespace WebhookController.Commands.Output;

// The option --output.
internal static class Outputs
{
    // The first one is the default.
    public static Option<string> Option(params string[] forms)
    {
        var option = new Option<string>("--output", "-o") { Description = "How to print it.", DefaultValueFactory = _ => forms[0] };
        option.AcceptOnlyFromAmong(forms);
        return option;
    }
}
