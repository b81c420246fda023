using System.Diagnostics.CodeAnalysis;

namespace WebhookController.Kubernetes.Client;

// Something happened to some object, and nobody can say to which.
[SuppressMessage("Design", "CA1032", Justification = "It always says why.")]
[SuppressMessage("Design", "CA1064", Justification = "Nothing outside this application sees it.")]
internal sealed class UnreadableFrameException(string why, Exception? inner = null)
    : Exception($"A watch frame is unreadable: {why}.", inner);
