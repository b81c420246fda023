using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Naming;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Policy;

/// <summary>Rules that keep every job to one PVC.</summary>
internal static class NameRules
{
    public static Violation? JobNameIsUnique(PolicyInput input)
    {
        if (!input.Resolved.Names.IsWritten || input.JobName is not { } job) return null;
        var other = input.State.ClaimIndex.ByWrittenName.Of(job).FirstOtherThan(input.Claim.Key) ?? AboutToHave(job, input);
        return other is null ? null : Conflict(input, $"{other} asks for job {job} too, {Advice}");
    }

    // A PVC that the job is called after, and that is about to get it: the first one admitted has it. Once the demand is there, it comes first.
    private static ObjectKey? AboutToHave(string job, PolicyInput input)
    {
        // What can't be read may be anybody's.
        if (!input.State.Longhorn.Jobs.IsAbsent(input.State.Longhorn.KeyOf(job))) return null;
        foreach (var key in input.State.ClaimIndex.ByOwnName.Of(job))
            if (key != input.Claim.Key && input.State.ClaimIndex[key] is { } claim && input.State.JobNameOf(claim) == job) return key;
        return null;
    }

    public static Violation? JobIsManaged(PolicyInput input) =>
        input.Job is { } job && !JobOwnership.IsManaged(job, input.Keys) && !JobOwnership.IsRecreatedFor(input.Claim.Key, job, input.Keys)
            ? Conflict(input, $"a RecurringJob {job.Key.Name} exists that isn't managed here, {Advice}")
            : null;

    public static Violation? JobNotOwnedByOtherClaim(PolicyInput input)
    {
        if (input.Job is not { } job || !JobOwnership.IsManaged(job, input.Keys)) return null;
        if (input.State.Owns(input.Resolved, job) || input.State.IsFree(job)) return null;
        var source = JobOwnership.SourceOf(job, input.Keys)?.ToString() ?? "a PVC unknown";
        return Conflict(input, JobOwnership.IsArchive(job, input.Keys)
            ? $"job {job.Key.Name} keeps the archive of {source}, {Advice}"
            : $"job {job.Key.Name} protects {source}, {Advice}");
    }

    // In a template of PVCs, such as a StatefulSet's, one name can't be right for all of them.
    internal const string Advice = "choose another name, or leave the label out: the PVC's own name is used then";

    /// <summary>The conflict of a name that another PVC has or wants.</summary>
    internal static Violation Conflict(PolicyInput input, string advice) =>
        new(Condition.NameConflict, input.Keys.Name, input.Intent.Name, advice);
}
