using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Naming;

namespace WebhookController.Core.Policy;

/// <summary>Rules that keep every job to one PVC.</summary>
internal static class NameRules
{
    public static Violation? JobNameIsUnique(PolicyInput input)
    {
        if (input.WantedName is not { } job) return null;
        var other = input.State.ClaimIndex.ByJobName.Of(job).FirstOtherThan(input.Claim.Key);
        return other is null ? null : Conflict(input, $"{other} asks for job {job} too, choose another name");
    }

    public static Violation? JobIsManaged(PolicyInput input) =>
        input.WantedJob is { } job && !JobOwnership.IsManaged(job, input.Keys)
            ? Conflict(input, $"a RecurringJob {job.Key.Name} exists that isn't managed here, choose another name")
            : null;

    public static Violation? JobNotOwnedByOtherClaim(PolicyInput input)
    {
        if (input.WantedJob is not { } job || !JobOwnership.IsManaged(job, input.Keys)) return null;
        var source = JobOwnership.SourceOf(job, input.Keys);
        if (source == input.Resolved.Source) return null;
        if (JobOwnership.IsArchive(job, input.Keys))
            return Conflict(input, $"job {job.Key.Name} keeps the archive of {source?.ToString() ?? "a PVC unknown"}, choose another name");
        return source is { } other && input.State.MayHaveClaim(other)
            ? Conflict(input, $"job {job.Key.Name} protects {other}, choose another name")
            : null;
    }

    /// <summary>The conflict of a name that another PVC has or wants.</summary>
    internal static Violation Conflict(PolicyInput input, string advice) =>
        new(Condition.NameConflict, input.Keys.Name, input.Intent.Name, advice);
}
