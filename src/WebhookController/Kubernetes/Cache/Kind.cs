using System.Text.Json;
using WebhookController.Core.Cluster;
using WebhookController.Core.Objects;
using WebhookController.Kubernetes.Client;

namespace WebhookController.Kubernetes.Cache;

/// A kind that we watch: where the API server keeps it, how its objects are read, and where the state holds them.
internal sealed record Kind<T>(KindPath Path, Func<JsonElement, T> Decode, StateSlot<T> Slot)
    where T : ClusterObject;
