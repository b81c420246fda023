using WebhookController.Commands.Lint.Output;

namespace WebhookController.Commands.Lint;

// What the command line asks for.
internal sealed record LintOptions(IReadOnlyList<string> Paths, OutputFormat Output, string Prefix)
{
    public string? Namespace { get; init; }

    public string LonghornNamespace { get; init; } = "longhorn-system";

    public bool RequireEnabled { get; init; }

    // Whether to ask a cluster for what the input doesn't say.
    public bool AsksCluster { get; init; }

    public string? Kubeconfig { get; init; }

    public string? Context { get; init; }
}
