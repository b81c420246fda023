using System.Diagnostics.CodeAnalysis;

namespace WebhookController.Kubernetes.Reflectors;

[SuppressMessage("Design", "CA1032", Justification = "There is one way to get here.")]
[SuppressMessage("Design", "CA1064", Justification = "Nothing outside this application sees it.")]
internal sealed class NamelessObjectException(Exception? inner = null)
    : Exception("An object is unreadable, even its name.", inner);
