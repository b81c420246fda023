using WebhookController.Core.Cluster;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Reviews;

/// <summary>Which other schedules than ours back the volume of a PVC up.</summary>
internal static class ScheduleWarnings
{
    /// <summary>That it is backed up twice from now on.</summary>
    public static IEnumerable<string> IsOnTwoSchedules(ClaimChange change)
    {
        if (!change.Intent.OptedIn || change.WasIntent.OptedIn || VolumeOf(change) is not { } volume) yield break;
        foreach (var job in OtherSchedules.Of(volume, change.State)) yield return AnnouncementText.BacksItUpToo(job);
    }

    /// <summary>That it is backed up by others, though it says nothing.</summary>
    public static IEnumerable<string> IsBackedUpByOthers(ClaimChange change)
    {
        if (change.Resolved.EnabledBy != EnabledBy.Nobody || VolumeOf(change) is not { } volume) yield break;
        foreach (var job in OtherSchedules.Of(volume, change.State)) yield return AnnouncementText.BacksItUpAlone(job);
    }

    /// <summary>That it goes on being backed up, though it opts out.</summary>
    public static IEnumerable<string> GoesOnBeingBackedUp(ClaimChange change)
    {
        if (!change.Intent.OptedOut || change.WasIntent.OptedOut || VolumeOf(change) is not { } volume) yield break;
        var any = false;
        foreach (var job in OtherSchedules.Of(volume, change.State))
        {
            any = true;
            yield return AnnouncementText.GoesOnBackingItUp(job);
        }
        if (!any && ComesIntoDefaultGroup(volume, change) && change.State.Longhorn.JobIndex.FirstInDefaultGroup is { } then)
            yield return AnnouncementText.IsRunByDefault(then.Name);
    }

    // Longhorn puts every volume there that has no job and no group, but for linked clones (longhorn-manager, FixupRecurringJob).
    private static bool ComesIntoDefaultGroup(LonghornVolume volume, ClaimChange change) =>
        !volume.LinkedClone && volume.GroupLabels.Count == 0 && change.Prediction.TakesAllJobsOff(volume);

    private static LonghornVolume? VolumeOf(ClaimChange change) =>
        change.Scope == Scope.Longhorn && change.State.Longhorn.Synced ? change.State.VolumeOf(change.Resolved) : null;
}
