using WebhookController.Core.Objects;

namespace WebhookController.Kubernetes.Reflectors;

internal sealed record KindList<T>(IReadOnlyList<T> Items, IReadOnlyList<ObjectKey> Unknown, string ResourceVersion);
