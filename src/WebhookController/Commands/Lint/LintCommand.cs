using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using WebhookController.Commands.Lint.Input;
using WebhookController.Commands.Lint.Output;
using WebhookController.Core.Labels;
using WebhookController.Hosting;

namespace WebhookController.Commands.Lint;

internal static class LintCommand
{
    private static readonly Argument<string[]> Paths = new("PATH")
    {
        Description = "Files, folders (their *.yaml, *.yml and *.json), or - for standard input.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string> Output = new("--output", "-o")
    {
        Description = "table (a line for each finding), json, markdown, github (annotations of a workflow) or sarif (code scanning).",
        HelpName = "FORMAT",
        DefaultValueFactory = _ => OutputFormat.All[0].Name,
    };

    private static readonly Option<bool> RequireEnabled = new("--require-enabled")
    {
        Description = "Count it as an error if nothing says whether a PVC is backed up.",
    };

    private static readonly Option<string> Namespace = new("--namespace", "-n")
    {
        Description = "The namespace of objects that name none. Without it: that of the context with --cluster, else default.",
        HelpName = "NAMESPACE",
    };

    private static readonly Option<string> Prefix = new("--prefix")
    {
        Description = "The prefix of the labels.",
        HelpName = "PREFIX",
        DefaultValueFactory = _ => LabelKeys.DefaultPrefix,
    };

    private static readonly Option<bool> Cluster = new("--cluster")
    {
        Description = "Ask a cluster for the rest: names that are taken, StorageClasses, Namespaces, Longhorn's ceiling. It is only read.",
    };

    private static readonly Option<string> Kubeconfig = new("--kubeconfig")
    {
        Description = "The kubeconfig of that cluster, which includes --cluster. Without it: $KUBECONFIG, else ~/.kube/config.",
        HelpName = "FILE",
    };

    private static readonly Option<string> Context = new("--context")
    {
        Description = "A context of the kubeconfig, which includes --cluster.",
        HelpName = "CONTEXT",
    };

    private static readonly Option<string> LonghornNamespace = new("--longhorn-namespace")
    {
        Description = "Where Longhorn is installed.",
        HelpName = "NAMESPACE",
        DefaultValueFactory = _ => new LonghornOptions().Namespace,
    };

    private static readonly Option[] Options = [Output, RequireEnabled, Namespace, Prefix, Cluster, Kubeconfig, Context, LonghornNamespace];

    static LintCommand()
    {
        Paths.Validators.Add(CheckPaths);
        Output.Validators.Add(result => Check(result, OutputFormat.Find, $"use {OutputFormat.Names}"));
        Prefix.Validators.Add(result => Check(
            result, text => OptionsReader.IsPrefix(text) ? text : null, $"use a DNS name in lower case followed by /, for example {LabelKeys.DefaultPrefix}"));
        Namespace.Validators.Add(CheckNamespace);
        LonghornNamespace.Validators.Add(CheckNamespace);
    }

    public static Command Create(Func<Stream>? standardInput = null)
    {
        var command = new Command("lint", "Check manifests before they are applied: the same rules as admission, in the same words.") { Paths };
        foreach (var option in Options) command.Options.Add(option);
        command.Options.Add(new HelpOption { Action = new LintHelp() });
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, standardInput ?? Console.OpenStandardInput, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Func<Stream> standardInput, CancellationToken cancellationToken)
    {
        var writers = parsed.InvocationConfiguration;
        try
        {
            return await new LintRun(Read(parsed), standardInput, writers.Output, writers.Error, TimeProvider.System).RunAsync(cancellationToken);
        }
        catch (InputException unreadable)
        {
            await writers.Error.WriteLineAsync($"lint: {unreadable.Message}");
            return CommandLine.WrongUsage;
        }
    }

    private static LintOptions Read(ParseResult parsed) => new(
        parsed.GetRequiredValue(Paths), OutputFormat.Find(parsed.GetRequiredValue(Output))!, parsed.GetRequiredValue(Prefix))
    {
        Namespace = parsed.GetValue(Namespace),
        LonghornNamespace = parsed.GetRequiredValue(LonghornNamespace),
        RequireEnabled = parsed.GetValue(RequireEnabled),
        AsksCluster = parsed.GetValue(Cluster) || parsed.GetValue(Kubeconfig) is not null || parsed.GetValue(Context) is not null,
        Kubeconfig = parsed.GetValue(Kubeconfig),
        Context = parsed.GetValue(Context),
    };

    // A mistyped option would look like a file.
    private static void CheckPaths(ArgumentResult result)
    {
        if (result.Tokens.FirstOrDefault(token => token.Value.Length > 1 && token.Value[0] == '-') is not { } mistyped) return;
        var option = mistyped.Value.Split('=')[0];
        result.AddError($"there is no option {option}" + (NearestKey.To(option, Options.Select(known => known.Name)) is { } meant ? $", did you mean {meant}?" : ""));
    }

    private static void CheckNamespace(OptionResult result) => Check(result, text => ValueGrammars.IsDnsLabel(text) ? text : null, "use the name of a namespace");

    private static void Check(OptionResult result, Func<string, object?> read, string advice)
    {
        if (result.Tokens is [var token] && read(token.Value) is null) result.AddError($"{result.Option.Name} {token.Value} is not allowed: {advice}");
    }
}
