using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;
using WebhookController.Core.Scheduling;

namespace WebhookController.Core.Events;

/// <summary>The event of a change that was made.</summary>
public static class ChangeEvents
{
    /// <summary>The event of <paramref name="change"/>; null where another event says it already.</summary>
    /// <param name="claim">The PVC the change was about.</param>
    /// <param name="change">The change.</param>
    /// <param name="state">The cluster it was planned for.</param>
    public static ClaimEvent? Of(ObjectKey claim, Change change, ClusterState state)
    {
        return change switch
        {
            CreateJob create => Tell(EventReason.BackupJobCreated, $"recurringjob {create.Target.Name} was created and runs {CronSchedule.Read(create.Job.Spec.Cron)}: {create.Job.Spec.Describe()}"),
            PatchJob patch => Tell(EventReason.BackupJobChanged, $"recurringjob {patch.Target.Name} was changed: {string.Join(", ", patch.Differences)}"),
            DeleteJob { Reason: DeletionReason.ClaimGone } gone => Tell(
                EventReason.DeletedWithoutArchive,
                $"the PVC went without an archive: recurringjob {gone.Target.Name} was deleted, the backups it made stay"),
            DeleteJob delete => Tell(
                EventReason.BackupJobDeleted, $"recurringjob {delete.Target.Name} was deleted, the backups it made stay: {Because(delete.Reason)}"),
            LabelVolume label => OfLabels(label.Labels, $"volume {label.Target.Name}"),
            LabelClaim label => OfLabels(label.Labels, "the PVC, from where Longhorn copies it to the volume,"),
            CreateSnapshot snapshot => Tell(
                EventReason.ArchiveStarted, $"archive {snapshot.Target.Name} has started with a snapshot of volume {snapshot.Volume}; a full backup follows"),
            _ => null,
        };

        ClaimEvent Tell(EventReason reason, string text) => new(EventSubject.Claim(claim, state), reason, text);

        ClaimEvent OfLabels(IReadOnlyList<KeyValuePair<string, string?>> labels, string carrier)
        {
            var attached = labels.Where(label => label.Value is not null).Select(label => LonghornLabels.JobOf(label.Key)).OfType<string>().ToList();
            var detached = labels.Where(label => label.Value is null).Select(label => LonghornLabels.JobOf(label.Key)).OfType<string>();
            return attached.Count > 0
                ? Tell(EventReason.VolumeAttached, $"{carrier} now carries recurringjob {string.Join(", ", attached)}")
                : Tell(EventReason.VolumeDetached, $"{carrier} no longer carries recurringjob {string.Join(", ", detached)}");
        }
    }

    private static string Because(DeletionReason reason) => reason switch
    {
        DeletionReason.Renamed => "the PVC has another job now",
        DeletionReason.Exempt => "the PVC is exempt",
        DeletionReason.OptedOutByLayer => "the PVC is opted out by its namespace or storage class",
        _ => "the PVC is opted out",
    };
}
