using System.Globalization;
using System.Text.Json;
using WebhookController.Core.Labels;
using WebhookController.Core.Objects;

namespace WebhookController.Kubernetes.Objects;

// The part of metadata that admission reads. Watched objects are read by MetadataReader.
internal sealed class ObjectMeta
{
    public string? Name { get; set; }

    public string? Namespace { get; set; }

    public string? Uid { get; set; }

    public string? ResourceVersion { get; set; }

    public TextMap? Labels { get; set; }

    public TextMap? Annotations { get; set; }

    public string? CreationTimestamp { get; set; }

    public string? DeletionTimestamp { get; set; }

    public IReadOnlyList<OwnerDto>? OwnerReferences { get; init; }

    public OwnerKind Owner => OwnerReferences?.FirstOrDefault(owner => owner is { Controller: true }) is { } owner ? OwnerOf(owner.ApiVersion, owner.Kind) : OwnerKind.Other;

    // Of a PVC that CDI makes, another PVC is owner and controller.
    public static OwnerKind OwnerOf(string? apiVersion, string? kind) => (apiVersion, kind) switch
    {
        ("v1", "Pod") => OwnerKind.Pod,
        ("v1", "PersistentVolumeClaim") => OwnerKind.Claim,
        _ => OwnerKind.Other,
    };

    public ObjectKey Key => new(Namespace ?? "", Name ?? throw new JsonException("metadata.name is missing"));

    // Absent in an admission review of a CREATE: the API server fills these in afterwards.
    public string UidOrEmpty => Uid ?? "";

    public string VersionOrEmpty => ResourceVersion ?? "";

    public bool Deleting => DeletionTimestamp is not null;

    public DateTimeOffset Created =>
        DateTimeOffset.TryParse(CreationTimestamp, CultureInfo.InvariantCulture, out var created) ? created : default;

    public LabelSet LabelsWhere(Func<string, bool> wanted) => Where(Labels, wanted);

    public static LabelSet Where(Dictionary<string, string?>? map, Func<string, bool> wanted)
    {
        if (map is null) return LabelSet.Empty;
        List<KeyValuePair<string, string>>? pairs = null;
        foreach (var (key, value) in map)
            if (value is not null && wanted(key)) (pairs ??= []).Add(new(key, value));

        return pairs is null ? LabelSet.Empty : LabelSet.From(pairs);
    }
}

internal sealed class OwnerDto
{
    public string? ApiVersion { get; init; }

    public string? Kind { get; init; }

    public bool? Controller { get; init; }
}
