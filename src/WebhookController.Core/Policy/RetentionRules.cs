using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;

namespace WebhookController.Core.Policy;

/// <summary>The rule about how many backups a job may keep.</summary>
internal static class RetentionRules
{
    /// <summary>A ceiling that was lowered makes no mistake of what the PVC's job keeps already: it goes on, and only what is new is measured.</summary>
    public static Violation? WithinCeiling(PolicyInput input)
    {
        var limits = input.State.Limits;
        if (input.Intent.Overrides.Retain is not { } retain || !limits.Refuse(retain) || HasItAlready(input, retain)) return null;
        return new(Condition.InvalidRetain, input.Keys.Of(LabelTable.Retain), input.TextOf(LabelTable.Retain), $"use {LabelTable.Retain.Allowed(limits)}");
    }

    private static bool HasItAlready(PolicyInput input, int retain) => input.Job is { } job && input.State.Owns(input.Resolved, job) && job.Spec.Retain == retain;
}
