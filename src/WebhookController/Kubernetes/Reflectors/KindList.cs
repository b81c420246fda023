using WebhookController.Core.Cluster;

namespace WebhookController.Kubernetes.Reflectors;

internal sealed record KindList<T>(IReadOnlyList<T> Items, IReadOnlyList<ObjectKey> Unknown, string ResourceVersion);
