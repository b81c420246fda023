using WebhookController.Core.Labels;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Naming;

/// <summary>What the labels of a RecurringJob say about whose it is.</summary>
public static class JobOwnership
{
    /// <summary>Whether the job is ours: only such jobs are ever changed or deleted.</summary>
    public static bool IsManaged(RecurringJob job, LabelKeys keys) => job.Labels[keys.Managed] == "true";

    /// <summary>Whether the job outlives its PVC until a person deletes it.</summary>
    public static bool IsArchive(RecurringJob job, LabelKeys keys) => job.Labels[keys.Archive] == "true";

    /// <summary>The PVC it protects, as <see cref="SourceLabels.KeyOf"/> tells it; null where its labels don't say.</summary>
    public static ObjectKey? SourceOf(RecurringJob job, LabelKeys keys) => SourceLabels.Read(job.Labels, keys);
}
