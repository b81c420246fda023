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
    public static bool IsShortened(ObjectKey claim) => IsTooLong(claim.Name);

    internal static bool IsTooLong(string name) => name.Length > MaxLabelValue;

    /// <summary>What <see cref="KeyOf"/> is for the PVC that these labels name, or null where they don't name one. Labels of backups are free text,
    /// and may hold a whole name.</summary>
    public static ObjectKey? Read(LabelSet labels, LabelKeys keys) =>
        labels[keys.SourceNamespace] is { Length: > 0 } ns && labels[keys.SourcePvc] is { Length: > 0 } name ? KeyOf(new ObjectKey(ns, name)) : null;

    /// <summary>The annotation that holds the whole name where it is too long for a label; empty where it isn't.</summary>
    public static LabelSet AnnotationsFor(ObjectKey claim, LabelKeys keys) =>
        IsShortened(claim) ? LabelSet.Of((keys.SourcePvc, claim.Name)) : LabelSet.Empty;
}

/// <summary>What the labels of a RecurringJob say about whose it is.</summary>
public static class JobOwnership
{
    /// <summary>Whether the job is ours: only such jobs are ever changed or deleted.</summary>
    public static bool IsManaged(RecurringJob job, LabelKeys keys) => job.Labels[keys.Managed] == "true";

    /// <summary>Whether the job outlives its PVC until a person deletes it.</summary>
    public static bool IsArchive(RecurringJob job, LabelKeys keys) => job.Labels[keys.Archive] == "true";

    /// <summary>The PVC it protects, as <see cref="SourceLabels.KeyOf"/> tells it; null where its labels don't say.</summary>
    public static ObjectKey? SourceOf(RecurringJob job, LabelKeys keys) => SourceLabels.Read(job.Labels, keys);

    /// <summary>The whole name of the PVC it protects, where that is too long for a label; null where it isn't, or the annotation is lost.</summary>
    public static string? LongNameOf(RecurringJob job, LabelKeys keys) =>
        job.Annotations[keys.SourcePvc] is { } name && SourceLabels.IsTooLong(name) ? name : null;

    /// <summary>Whether Longhorn recreated the job on a restore (Setting <c>restore-volume-recurring-jobs</c>): it has the spec that we gave it, with the
    /// PVC's source labels, and none of our own labels. Such a job is taken over by that PVC.</summary>
    public static bool IsRecreatedFor(ObjectKey claim, RecurringJob job, LabelKeys keys) =>
        HasOurSpecOnly(job) && job.Spec.BackupLabels.Equals(SourceLabels.Of(claim, keys));

    /// <summary>The same for whatever PVC it is.</summary>
    public static bool IsRecreated(RecurringJob job, LabelKeys keys) => HasOurSpecOnly(job) && SourceLabels.Read(job.Spec.BackupLabels, keys) is not null;

    private static bool HasOurSpecOnly(RecurringJob job) => job.Labels.Count == 0 && job.Spec is { Task: "backup", InGroups: false };
}

/// <summary>Which PVC a backup is of, if a job of ours made it.</summary>
public static class BackupSource
{
    /// <summary>The PVC, as <see cref="SourceLabels.KeyOf"/> tells it; null where no job of ours made the backup, or none that we know for ours.
    /// Our source labels say so. Where they are missing (the job was made before there were any, or somebody took them off), Longhorn's note of the
    /// PVC counts, but only if the job has a name that we give to the job of that PVC: a job of somebody else backs up PVCs, too, and
    /// nobody here is to say that those were forgotten.</summary>
    public static ObjectKey? Of(Backup backup, LabelKeys keys)
    {
        if (backup.Job is not { } job) return null;
        if (SourceLabels.Read(backup.SourceLabels, keys) is { } source) return source;
        return backup.Claim is { } claim && new JobNames(claim, written: null).Include(job) ? SourceLabels.KeyOf(claim) : null;
    }
}
