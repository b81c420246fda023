using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Policy;

/// <summary>Decides whether a PVC's labels can be acted upon.</summary>
/// <param name="input">The PVC and all around it.</param>
/// <returns>What is wrong, or null.</returns>
public delegate Violation? PolicyRule(PolicyInput input);

/// <summary>What a PVC asks for, and all that is wrong with it.</summary>
/// <param name="Intent">What could be read.</param>
/// <param name="Violations">Mistakes of single labels first, then those that the rules found; empty where the PVC can be acted upon.</param>
public sealed record Evaluation(BackupIntent Intent, IReadOnlyList<Violation> Violations)
{
    /// <summary>Whether the labels can be acted upon.</summary>
    public bool Valid => Violations.Count == 0;
}

/// <summary>The rules beyond the single label, in the order in which they are reported.</summary>
public static class BackupPolicy
{
    private static readonly PolicyRule[] InOrder =
    [
        LabelRules.RequireEnabledLabel,     // nobody may forget
        LabelRules.ArchiveRequiresOptIn,     // an archive is made from a backup
        LabelRules.DeleteAfterRequiresArchive,          // a date without an archive is a misunderstanding
        RetentionRules.WithinCeiling,     // Longhorn refuses the job
        NameRules.JobNameIsUnique,     // two PVCs in one job can't be distinguished
        NameRules.JobIsManaged,       // what isn't ours is never touched
        NameRules.JobNotOwnedByOtherClaim,        // a job, or an archive, stays with the PVC it was made for
    ];

    /// <summary>Every rule; none stops the others, and a mistake that two of them find is reported in the words of the first. A PVC that opts out asks for
    /// nothing that could be wrong.</summary>
    public static IReadOnlyList<PolicyRule> Rules => InOrder;

    /// <summary>Applies every rule to <paramref name="claim"/>.</summary>
    public static Evaluation Evaluate(Claim claim, ClusterState state) => Evaluate(state.Resolve(claim), state);

    /// <summary>Applies every rule to <paramref name="claim"/>.</summary>
    public static Evaluation Evaluate(ResolvedClaim claim, ClusterState state)
    {
        var (intent, violations) = (claim.Intent, claim.Labels.Violations);
        if (intent.OptedOut || claim.Exemption is not null) return new Evaluation(intent, []);
        var input = new PolicyInput(claim, state);
        List<Violation>? all = null;
        foreach (var rule in InOrder)
            if (rule(input) is { } violation && all?.Exists(violation.IsSameMistakeAs) is not true) (all ??= [.. violations]).Add(violation);

        return new Evaluation(intent, all ?? violations);
    }
}
