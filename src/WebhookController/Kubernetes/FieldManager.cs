namespace WebhookController.Kubernetes;

// The name under which the API server notes, in managedFields, which fields we have set.
internal static class FieldManager
{
    public const string Name = "longhorn-backup-controller";
}
