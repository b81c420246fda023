using WebhookController.Admission;
using WebhookController.Core.Labels;
using WebhookController.LeaderElection;
using WebhookController.Reconciliation;
using WebhookController.StatusPage;

namespace WebhookController.Hosting;

// All options, one property per section: in appsettings.json, in the environment (Webhook__Port) or as arguments (--Webhook:Port).
internal sealed record ControllerOptions
{
    public KubernetesOptions Kubernetes { get; init; } = new();

    public LonghornOptions Longhorn { get; init; } = new();

    public LabelsOptions Labels { get; init; } = new();

    public ExemptionOptions Exemptions { get; init; } = new();

    public WebhookOptions Webhook { get; init; } = new();

    public AdmissionOptions Admission { get; init; } = new();

    public MetricsOptions Metrics { get; init; } = new();

    public StatusPageOptions StatusPage { get; init; } = new();

    public ReconcilerOptions Reconciler { get; init; } = new();

    public LeaderElectionOptions LeaderElection { get; init; } = new();
}

internal sealed record KubernetesOptions
{
    private const string DefaultNamespace = "backup-controller";

    // A kubeconfig file; else the Pod's service account, else $KUBECONFIG.
    public string? Kubeconfig { get; init; }

    // Our own namespace; else $POD_NAMESPACE, else backup-controller.
    public string? Namespace { get; init; }

    public string OwnNamespace(Func<string, string?> environment) =>
        Namespace ?? (environment("POD_NAMESPACE") is { Length: > 0 } pod ? pod : DefaultNamespace);
}

internal sealed record LonghornOptions
{
    public string Namespace { get; init; } = "longhorn-system";
}

internal sealed record LabelsOptions
{
    public string Prefix { get; init; } = LabelKeys.DefaultPrefix;
}

internal sealed record WebhookOptions
{
    public int Port { get; init; } = 8443;

    // Holds tls.crt and tls.key.
    public string CertificateDirectory { get; init; } = "/etc/webhook/certs";

    // What API servers call us by, as <service>.<namespace>.svc, separated by commas; a certificate for anything else makes us unready.
    public string? ExpectedNames { get; init; }

    internal IReadOnlyList<string> Names =>
        (ExpectedNames ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    // How long the webhook still answers after a stop request, until every API server has learned that this replica is leaving.
    public TimeSpan ShutdownDelay { get; init; } = TimeSpan.FromSeconds(5);
}

internal sealed record MetricsOptions
{
    public int Port { get; init; } = 8080;
}
