namespace WebhookController.Kubernetes.Client;

// Whether a write may still begin. Asked before every attempt, and again when its body goes onto the wire.
internal interface IWriteFence
{
    // Throws OperationCanceledException when it may not.
    void ThrowIfClosed();
}
