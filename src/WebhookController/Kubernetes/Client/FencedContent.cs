using System.Net;

namespace WebhookController.Kubernetes.Client;

// A body that is only sent while the fence is open. Connecting may have taken seconds; this is as late as one can ask, and without its body
// the API server carries nothing out.
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
