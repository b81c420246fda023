using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace WebhookController.Commands.Lint;

// The help that follows from the options, and what can't follow from them.
internal sealed class LintHelp : SynchronousCommandLineAction
{
    private const string Rest = $"""
        Examples:
          {CommandLine.Program} lint manifests/ extra.yaml
          helm template my-release ./chart | {CommandLine.Program} lint --namespace media -
          kustomize build overlays/prod | {CommandLine.Program} lint --require-enabled -
          {CommandLine.Program} lint --cluster --context prod manifests/
          {CommandLine.Program} lint --output sarif manifests/ > lint.sarif

        What it reads:
          PersistentVolumeClaims, volumeClaimTemplates of StatefulSets, ephemeral volumes of whatever makes Pods, the labels of
          Namespaces and StorageClasses, and the ConfigMap backup-defaults. Helm templates and what isn't YAML are skipped with a
          word on standard error. Without --cluster, what the input doesn't have says nothing, and storage that it doesn't
          describe is Longhorn's.

        Exit codes:
          0  no error (there may be warnings)
          1  errors
          2  wrong usage, or input that can't be read

        """;

    // Help is what who gave nothing else wants.
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var code = new HelpAction().Invoke(parseResult);
        parseResult.InvocationConfiguration.Output.Write(Rest);
        return code;
    }
}
