using WebhookController.Core.Labels;
using WebhookController.Core.Reviews;

namespace WebhookController.Hosting;

/// What can be set in appsettings.json, the environment (Webhook__Port) and arguments (--Webhook:Port); see the README's table.
internal sealed record ControllerOptions
{
    public KubernetesOptions Kubernetes { get; init; } = new();

    public LonghornOptions Longhorn { get; init; } = new();

    public LabelsOptions Labels { get; init; } = new();

    public WebhookOptions Webhook { get; init; } = new();

    public AdmissionOptions Admission { get; init; } = new();

    public MetricsOptions Metrics { get; init; } = new();

    public ReconcilerOptions Reconciler { get; init; } = new();

    public LeaderElectionOptions LeaderElection { get; init; } = new();
}

internal sealed record KubernetesOptions
{
    /// A kubeconfig file; else the Pod's service account, else $KUBECONFIG.
    public string? Kubeconfig { get; init; }

    /// Our own namespace; else $POD_NAMESPACE, else backup-controller.
    public string? Namespace { get; init; }
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

    /// Holds tls.crt and tls.key.
    public string CertificateDirectory { get; init; } = "/etc/webhook/certs";

    /// How long admission is still answered once the program is told to stop: until nobody sends anything any more.
    public TimeSpan ShutdownDelay { get; init; } = TimeSpan.FromSeconds(5);
}

internal sealed record AdmissionOptions
{
    /// What is done about a PVC that is deleted before its archive is ready.
    public ArchiveDeleteGuard ArchiveDeleteGuard { get; init; } = ArchiveDeleteGuard.Deny;
}

internal sealed record MetricsOptions
{
    public int Port { get; init; } = 8080;
}

internal sealed record ReconcilerOptions
{
    /// A pass at least this often, whether or not anything changed.
    public TimeSpan Resync { get; init; } = TimeSpan.FromMinutes(5);

    /// Print the plan and write nothing.
    public bool DryRun { get; init; }
}

internal sealed record LeaderElectionOptions
{
    /// Off, every replica writes: for one that is alone.
    public bool Enabled { get; init; } = true;

    /// How long others leave a leader alone that has fallen silent.
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(15);

    /// How long after its last renewal a leader writes.
    public TimeSpan RenewDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// The pause between two looks at the Lease, and between two renewals.
    public TimeSpan RetryPeriod { get; init; } = TimeSpan.FromSeconds(2);
}
