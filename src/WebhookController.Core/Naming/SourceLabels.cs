using WebhookController.Core.Labels;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Naming;

/// <summary>The labels by which a job, and every backup it makes, says which PVC it is of.</summary>
public static class SourceLabels
{
    // Kubernetes' limit for a label value (apimachinery, validation.LabelValueMaxLength).
    private const int MaxLabelValue = 63;

    /// <summary>The two source labels of a PVC.</summary>
    public static LabelSet Of(ObjectKey claim, LabelKeys keys) =>
        LabelSet.Of((keys.SourceNamespace, claim.Namespace), (keys.SourcePvc, ShortName.Of(claim.Name, MaxLabelValue)));

    /// <summary>The PVC as its source labels tell it: a name longer than 63 characters is shortened, with a digest to keep it unique. Jobs and
    /// backups are matched to PVCs by this alone, so that a lost annotation can't make a PVC look gone.</summary>
    public static ObjectKey KeyOf(ObjectKey claim) => IsShortened(claim) ? claim with { Name = ShortName.Of(claim.Name, MaxLabelValue) } : claim;

    /// <summary>Whether the name of <paramref name="claim"/> is too long for a label, so that <see cref="KeyOf"/> is another.</summary>
    public static bool IsShortened(ObjectKey claim) => claim.Name.Length > MaxLabelValue;

    /// <summary>What <see cref="KeyOf"/> is for the PVC that these labels name, or null where they don't name one. Labels of backups are free text,
    /// and may hold a whole name.</summary>
    public static ObjectKey? Read(LabelSet labels, LabelKeys keys) =>
        labels[keys.SourceNamespace] is { Length: > 0 } ns && labels[keys.SourcePvc] is { Length: > 0 } name ? KeyOf(new ObjectKey(ns, name)) : null;

    /// <summary>The annotation that holds the whole name where it is too long for a label; empty where it isn't.</summary>
    public static LabelSet AnnotationsFor(ObjectKey claim, LabelKeys keys) =>
        IsShortened(claim) ? LabelSet.Of((keys.SourcePvc, claim.Name)) : LabelSet.Empty;
}
