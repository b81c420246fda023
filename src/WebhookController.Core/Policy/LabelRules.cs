using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;

namespace WebhookController.Core.Policy;

/// <summary>Rules that hold between the labels of one PVC. A label that can't be read was reported already and breaks no further rule.</summary>
internal static class LabelRules
{
    public static Violation? RequireEnabledLabel(PolicyInput input) => input.TextOf(LabelTable.Enabled) is null
        && input.Resolved.EnabledBy == EnabledBy.Nobody
        ? new(Condition.MissingEnabledLabel, input.Keys.Of(LabelTable.Enabled), null, "set it to true to back the PVC up, or to false to opt out")
        : null;

    public static Violation? ArchiveRequiresOptIn(PolicyInput input)
    {
        var (enabled, archive) = (input.Keys.Of(LabelTable.Enabled), input.Keys.Archive);
        var unreadable = input.TextOf(LabelTable.Enabled) is not null && input.Intent.Enabled is null;
        return input.Intent.Archive is true && !input.Intent.OptedIn && !unreadable && input.Resolved.EnabledBy != EnabledBy.Undecided
            ? new(Condition.InvalidArchive, archive, input.TextOf(LabelTable.Archive), $"an archive needs {enabled}=true, set that too or take {ToTakeOff()} off")
            : null;

        // The date would be refused next.
        string ToTakeOff() => input.TextOf(LabelTable.ArchiveDeleteAfter) is null ? archive : $"{archive} and {input.Keys.ArchiveDeleteAfter}";
    }

    public static Violation? DeleteAfterRequiresArchive(PolicyInput input)
    {
        var (archive, deleteAfter) = (input.Keys.Archive, input.Keys.ArchiveDeleteAfter);
        var unreadable = input.TextOf(LabelTable.Archive) is not null && input.Intent.Archive is null;
        return input.Intent is { ArchiveDeleteAfter: not null, Archive: not true } && !unreadable
            ? new(Condition.InvalidArchiveDeleteAfter, deleteAfter, input.TextOf(LabelTable.ArchiveDeleteAfter),
                $"a date needs {archive}=true, set that too or take {deleteAfter} off")
            : null;
    }
}
