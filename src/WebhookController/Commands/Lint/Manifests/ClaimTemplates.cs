using WebhookController.Commands.Lint.Yaml;

namespace WebhookController.Commands.Lint.Manifests;

// What PVCs are made after, and how they are called.
internal sealed record ClaimTemplate(YamlMap Root, IReadOnlyList<string> Names, Written Written);

// The templates of PVCs in an object: those of a StatefulSet, and those of ephemeral volumes of Pods.
internal static class ClaimTemplates
{
    public static IEnumerable<ClaimTemplate> Of(Manifest owner, string @namespace)
    {
        var subject = $"{owner.Kind} {@namespace}/{owner.ShownName}";
        if (owner.Kind == "StatefulSet")
            foreach (var root in owner.Spec?.List("volumeClaimTemplates").OfType<YamlMap>() ?? [])
                yield return OfStatefulSet(owner, root, subject);

        foreach (var volume in PodNames.SpecOf(owner)?.List("volumes").OfType<YamlMap>() ?? [])
            if (volume.Map("ephemeral")?.Map("volumeClaimTemplate") is { } root) yield return OfVolume(owner, volume, root, subject);
    }

    private static ClaimTemplate OfStatefulSet(Manifest owner, YamlMap root, string subject)
    {
        var metadata = root.Map("metadata");
        var name = metadata?.Text("name") ?? "(no name)";
        return new(root, [.. PodNames.OrdinalsOf(owner).Select(ordinal => $"{name}-{owner.Name}-{ordinal}")], WrittenAt(owner, root, metadata, $"{subject}, template {name}"));
    }

    private static ClaimTemplate OfVolume(Manifest owner, YamlMap volume, YamlMap root, string subject)
    {
        var name = volume.Text("name") ?? "(no name)";
        var written = WrittenAt(owner, volume, root.Map("metadata"), $"{subject}, volume {name}");
        return new(root, PodNames.ClaimsOf(owner, name), written with { At = (volume.Scalar("name") ?? (YamlNode)volume).At });
    }

    private static Written WrittenAt(Manifest owner, YamlMap place, YamlMap? metadata, string subject) =>
        metadata is null ? new(owner.File, subject, place.At, null, null) : owner.Written(subject, metadata);
}
