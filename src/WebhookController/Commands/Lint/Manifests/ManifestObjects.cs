using WebhookController.Core.Labels;
using WebhookController.Core.Objects;
using WebhookController.Core.Reviews;

namespace WebhookController.Commands.Lint.Manifests;

// PVCs that come of one place: one, or as many as a template makes, of which a few are enough.
internal sealed record WrittenClaims(IReadOnlyList<Claim> Claims, Written Written)
{
    public bool IsTemplate { get; init; }
}

internal sealed record WrittenLayer(LayerKind Kind, string Name, LabelSet Labels, Written Written);

internal sealed record WrittenDefaults(ConfigMap ConfigMap, Written Written);

// What there is in the input that concerns backups.
internal sealed class ManifestObjects
{
    public List<WrittenClaims> Claims { get; } = [];

    public List<WrittenLayer> Layers { get; } = [];

    public List<WrittenDefaults> Defaults { get; } = [];

    public List<StorageClass> StorageClasses { get; } = [];

    public List<NamespaceObject> Namespaces { get; } = [];

    public List<PersistentVolume> PersistentVolumes { get; } = [];
}
