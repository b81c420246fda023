using System.Text.Json;
using WebhookController.Core.Objects;
using WebhookController.Kubernetes.Objects;

namespace WebhookController.Longhorn;

internal sealed class SnapshotShape
{
    public ObjectMeta? Metadata { get; init; }

    public SnapshotStatusShape? Status { get; init; }

    public Snapshot ToSnapshot()
    {
        var meta = Metadata ?? throw new JsonException("metadata is missing");
        return new Snapshot
        {
            Key = meta.Key,
            Uid = meta.UidOrEmpty,
            ResourceVersion = meta.VersionOrEmpty,
            Deleting = meta.Deleting,
            Ready = Status?.ReadyToUse ?? false,
            Error = string.IsNullOrEmpty(Status?.Error) ? null : Status.Error,
            Created = meta.Created,
        };
    }
}

internal sealed class SnapshotStatusShape
{
    public bool? ReadyToUse { get; init; }

    public string? Error { get; init; }
}
