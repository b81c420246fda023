using System.CommandLine;
using WebhookController.Core.Labels;
using WebhookController.Core.Layers;
using WebhookController.Hosting;

namespace WebhookController.Commands.Reading;

// The options of every command that reads a cluster with the rights of the person who calls it.
internal sealed class ClusterArguments
{
    private readonly Option<string?> _kubeconfig = new("--kubeconfig") { Description = "The kubeconfig file; else $KUBECONFIG, else ~/.kube/config.", HelpName = "FILE" };
    private readonly Option<string?> _context = new("--context") { Description = "The context in the kubeconfig; else its current one.", HelpName = "NAME" };
    private readonly Option<string> _prefix = new("--prefix")
    {
        Description = "The prefix of the labels, as the controller's option Labels:Prefix has it.",
        HelpName = "PREFIX",
        DefaultValueFactory = _ => LabelKeys.DefaultPrefix,
    };

    private readonly Option<string> _longhorn = new("--longhorn-namespace")
    {
        Description = "Where Longhorn is installed.",
        HelpName = "NAME",
        DefaultValueFactory = _ => new LonghornOptions().Namespace,
    };

    private readonly Option<string> _controller = new("--controller-namespace")
    {
        Description = "Where the controller is installed, with its ConfigMap of defaults.",
        HelpName = "NAME",
        DefaultValueFactory = _ => new KubernetesOptions().OwnNamespace(_ => null),
    };

    private readonly Option<string?> _exemptNamespaces = new("--exempt-namespaces")
    {
        Description = "Namespaces of exempt PVCs, as the controller's option Exemptions:Namespaces has them.",
        HelpName = "NAMES",
    };

    private readonly Option<string?> _exemptSelectors = new("--exempt-selectors")
    {
        Description = "Selectors of exempt PVCs, as the controller's option Exemptions:Selectors has them.",
        HelpName = "SELECTORS",
    };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_kubeconfig, _context, _prefix, _longhorn, _controller, _exemptNamespaces, _exemptSelectors]) command.Options.Add(option);
    }

    // Throws OptionsException.
    public ClusterAddress Read(ParseResult parsed)
    {
        var exemptions = new ExemptionOptions { Namespaces = parsed.GetValue(_exemptNamespaces) };
        if (parsed.GetValue(_exemptSelectors) is { } selectors) exemptions = exemptions with { Selectors = selectors };
        if (exemptions.Problems().FirstOrDefault() is { } problem) throw new OptionsException(problem);
        var prefix = parsed.GetValue(_prefix)!;
        if (!OptionsReader.IsPrefix(prefix)) throw new OptionsException($"--prefix {prefix} is not a label prefix, use for example {LabelKeys.DefaultPrefix}");
        return new ClusterAddress(
            parsed.GetValue(_kubeconfig), parsed.GetValue(_context), new LabelKeys(prefix), parsed.GetValue(_longhorn)!, parsed.GetValue(_controller)!, exemptions.ToExemptions());
    }
}

// Which cluster to read, and what its controller goes by.
internal sealed record ClusterAddress(
    string? Kubeconfig, string? Context, LabelKeys Keys, string LonghornNamespace, string ControllerNamespace, Exemptions Exemptions);
