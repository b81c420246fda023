using WebhookController.Admission;
using WebhookController.Commands.Lint.Manifests;
using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Objects;
using WebhookController.Core.Policy;
using WebhookController.Core.Reviews;

namespace WebhookController.Commands.Lint.Rules;

// Asks about each PVC what admission asks when it is created.
internal sealed class ClaimRules(LintState state, bool requireEnabled, DateTimeOffset now)
{
    // A template isn't used for a PVC that is written out.
    public IEnumerable<Finding> Check(WrittenClaims written, IReadOnlySet<ObjectKey> writtenOut)
    {
        var (told, reviewed) = (new HashSet<(Condition, string)>(), false);
        foreach (var claim in written.Claims)
        {
            if (written.IsTemplate && writtenOut.Contains(claim.Key)) continue;
            var (denials, warnings) = Review(state.AsIs(claim));
            foreach (var denial in denials)
                // What is wrong with a template is so with all that it makes.
                if (told.Add((denial.Condition, denial.Key))) yield return Finding.Of(denial, written.Written);

            if (reviewed) continue;
            reviewed = true;
            foreach (var warning in warnings)
                yield return Finding.Warning(RuleNames.AdmissionWarning, warning, written.Written, written.Written.MentionedIn(warning, state.All.Keys.Prefix));
        }
    }

    private (IReadOnlyList<Violation> Denials, IReadOnlyList<string> Warnings) Review(Claim claim)
    {
        var limit = LabelLimit.Of(claim.Labels);
        if (limit.IsExceeded) return ([limit.Violation(state.All.Keys, LabelTable.All)], []);
        var change = new ClaimChange(null, claim, state.Without(claim.Key), now);
        var denials = ClaimReview.Of(change).Denials.Concat(Missing(change)).Concat(RefusedByKubernetes(change)).ToList();
        return (denials, denials.Count > 0 || claim.Deleting ? [] : ClaimWarnings.ForManifest(change));
    }

    private IEnumerable<Violation> Missing(ClaimChange change) => requireEnabled && change.Scope == Scope.Longhorn && !change.After.Deleting
        ? BackupPolicy.Evaluate(change.Resolved, change.State).Violations.Where(violation => violation.Condition == Condition.MissingEnabledLabel)
        : [];

    // The API server has no labels of that kind, also where nobody heeds them: on other storage, or on a PVC that opts out.
    private static IEnumerable<Violation> RefusedByKubernetes(ClaimChange change) => change.Resolved.Labels.Violations
        .Where(violation => change.After.Labels[violation.Key] is { } value && !(LabelSyntax.IsKey(violation.Key) && LabelSyntax.IsValue(value)));
}
