using WebhookController.Core.Cluster;
using WebhookController.Core.Naming;
using WebhookController.Core.Parsing;

namespace WebhookController.Core.Policy;

/// <summary>Rules that keep every job to one PVC.</summary>
internal static class NameRules
{
    public static Violation? IsTheOnlyOneToWantItsJob(PolicyInput input)
    {
        if (input.WantedJob is not { } job) return null;
        var claimants = input.State.Claimants.Of(job);
        if (claimants.Count == 0 || (claimants.Count == 1 && claimants.Contains(input.Claim.Key))) return null;
        var other = claimants.Where(claim => claim != input.Claim.Key).Min();
        return Conflict(input, $"{other} asks for job {job} too, choose another name");
    }

    public static Violation? LeavesForeignJobsAlone(PolicyInput input) =>
        WantedJobIn(input) is { } job && !OwnJob.Is(job, input.Keys)
            ? Conflict(input, $"a RecurringJob {job.Key.Name} exists that isn't managed here, choose another name")
            : null;

    public static Violation? LeavesOthersTheirJobs(PolicyInput input)
    {
        if (WantedJobIn(input) is not { } job || OwnJob.SourceOf(job, input.Keys) is not { } source) return null;
        if (source == SourceLabels.KeyOf(input.Claim.Key)) return null;
        return input.State.MayHaveClaimWithSource(source)
            ? Conflict(input, $"job {job.Key.Name} protects {source}, choose another name")
            : null;
    }

    private static RecurringJob? WantedJobIn(PolicyInput input) =>
        input.WantedJob is { } job ? input.State.Longhorn.Jobs[input.State.Longhorn.KeyOf(job)] : null;

    /// <summary>The conflict of a name that another PVC has or wants.</summary>
    internal static Violation Conflict(PolicyInput input, string advice) =>
        new(Condition.NameConflict, input.Keys.Name, input.Intent.Name, advice);
}
