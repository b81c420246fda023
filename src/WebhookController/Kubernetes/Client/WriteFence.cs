using System.Net;

namespace WebhookController.Kubernetes.Client;

// Whether a write may still start. Checked before every attempt, and again when its body is sent.
internal interface IWriteFence
{
    // Throws OperationCanceledException when it may not.
    void ThrowIfClosed();
}

// A body that is only sent while the fence is open. Connecting may take seconds; this is the last moment to check, and without
// the body the API server does nothing.
internal sealed class FencedContent(ReadOnlyMemory<byte> body, IWriteFence fence) : HttpContent
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        fence.ThrowIfClosed();
        return stream.WriteAsync(body, cancellationToken).AsTask();
    }

    protected override bool TryComputeLength(out long length)
    {
        length = body.Length;
        return true;
    }
}
