namespace WebhookController.Hosting;

/// The namespace the controller lives in: where its ConfigMap of defaults is.
internal static class OwnNamespace
{
    private const string Usual = "backup-controller";

    public static string From(ControllerOptions options, Func<string, string?> environment) =>
        options.Kubernetes.Namespace ?? (environment("POD_NAMESPACE") is { Length: > 0 } pod ? pod : Usual);
}
