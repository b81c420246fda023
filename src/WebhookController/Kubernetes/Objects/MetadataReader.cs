using System.Text.Json;
using WebhookController.Core.Objects;

namespace WebhookController.Kubernetes.Objects;

// The part of metadata that we read.
internal readonly struct MetadataReader
{
    private readonly JsonFields _metadata;

    private MetadataReader(JsonFields metadata) => _metadata = metadata;

    public static MetadataReader Of(JsonFields json) => json.Object("metadata"u8) is { Exists: true } metadata
        ? new MetadataReader(metadata)
        : throw new JsonException("metadata is missing");

    public ObjectKey Key => new(
        _metadata.SharedText("namespace"u8) ?? "",
        _metadata.SharedText("name"u8) ?? throw new JsonException("metadata.name is missing"));

    // For kinds whose names nothing else points at.
    public ObjectKey UnsharedKey => new(
        _metadata.SharedText("namespace"u8) ?? "",
        _metadata.Text("name"u8) ?? throw new JsonException("metadata.name is missing"));

    public string Uid => _metadata.Text("uid"u8) ?? "";

    public string ResourceVersion => _metadata.Text("resourceVersion"u8) ?? "";

    public bool Deleting => _metadata.Text("deletionTimestamp"u8) is not null;

    public OwnerKind Owner
    {
        get
        {
            foreach (var reference in _metadata.Array("ownerReferences"u8))
                if (reference.ValueKind == JsonValueKind.Object && JsonFields.Of(reference) is var owner && owner.Flag("controller"u8) is true)
                    return ObjectMeta.OwnerOf(owner.SharedText("apiVersion"u8), owner.SharedText("kind"u8));
            return OwnerKind.Other;
        }
    }

    public DateTimeOffset Created => _metadata.Time("creationTimestamp"u8) ?? default;

    public JsonFields Labels => _metadata.Object("labels"u8);

    public JsonFields Annotations => _metadata.Object("annotations"u8);

    public JsonElement? ManagedFields => _metadata.Raw("managedFields"u8);
}
