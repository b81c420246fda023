using WebhookController.Core.Archive;
using WebhookController.Core.Labels;
using WebhookController.Core.Naming;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Cluster;

/// <summary>The ways to find RecurringJobs, kept up to date with each event.</summary>
public sealed record JobIndex
{
    /// <summary>No job at all.</summary>
    public static JobIndex Empty { get; } = new();

    /// <summary>Managed jobs by the PVC that they are or were for, as source labels tell it. One PVC has one, but for a moment during a rename.</summary>
    public KeyIndex<ObjectKey> BySource { get; private init; } = KeyIndex<ObjectKey>.Empty;

    /// <summary>Managed jobs by what the names of the archive's attempts have in common that their annotations name.</summary>
    public KeyIndex<string> ByArchiveSeries { get; private init; } = KeyIndex<string>.Empty;

    /// <summary>Managed archive jobs by the backups that are their archive, or were before another was asked for.</summary>
    public KeyIndex<string> ByArchiveBackup { get; private init; } = KeyIndex<string>.Empty;

    /// <summary>Jobs that make backups, by the groups whose volumes they run on.</summary>
    public KeyIndex<string> ByGroup { get; private init; } = KeyIndex<string>.Empty;

    /// <summary>How many jobs are managed.</summary>
    public int Managed { get; private init; }

    /// <summary>A job of Longhorn's group <c>default</c> that makes backups, the first by name; null where there is none.</summary>
    public ObjectKey? FirstInDefaultGroup => ByGroup.Of(LonghornLabels.DefaultGroup).First;

    /// <summary>Whether the same groups have jobs that make backups.</summary>
    internal bool HasJobsInSameGroupsAs(JobIndex other) =>
        ReferenceEquals(ByGroup, other.ByGroup) || ByGroup.Values.ToHashSet(StringComparer.Ordinal).SetEquals(other.ByGroup.Values);

    /// <summary>The index after these jobs changed.</summary>
    internal JobIndex After(ObjectSet<RecurringJob> before, ObjectSet<RecurringJob> after, IEnumerable<ObjectKey> changed, LabelKeys keys)
    {
        var (bySource, series, backups, group, managed) =
            (BySource.Change(), ByArchiveSeries.Change(), ByArchiveBackup.Change(), ByGroup.Change(), Managed);
        foreach (var key in changed)
        {
            var (was, now) = (before[key], after[key]);
            foreach (var name in GroupsBackedUpBy(was)) group.Remove(name, key);
            foreach (var name in GroupsBackedUpBy(now)) group.Add(name, key);
            (was, now) = (ManagedOrNull(was, keys), ManagedOrNull(now, keys));
            managed += (now is null ? 0 : 1) - (was is null ? 0 : 1);
            bySource.Move(SourceOf(was, keys), SourceOf(now, keys), key);
            var (wasArchive, nowArchive) = (ArchiveAnnotations.Read(was, keys), ArchiveAnnotations.Read(now, keys));
            series.Move(wasArchive.Id?.Series, nowArchive.Id?.Series, key);
            foreach (var backup in BackupsOf(was, wasArchive, keys)) backups.Remove(backup, key);
            foreach (var backup in BackupsOf(now, nowArchive, keys)) backups.Add(backup, key);
        }
        return new()
        {
            BySource = bySource.Done(),
            ByArchiveSeries = series.Done(),
            ByArchiveBackup = backups.Done(),
            ByGroup = group.Done(),
            Managed = managed,
        };
    }

    /// <summary>The backups that a job keeps as an archive: the one that counts, and while another is being made the one before it.</summary>
    internal static IEnumerable<string> BackupsOf(RecurringJob? job, ArchiveAnnotations archive, LabelKeys keys)
    {
        if (job is null || !JobOwnership.IsArchive(job, keys)) yield break;
        if (archive.Id is { } id) yield return id.ObjectName;
        if (archive.Backup is { } complete && complete != archive.Id?.ObjectName) yield return complete;
    }

    private static RecurringJob? ManagedOrNull(RecurringJob? job, LabelKeys keys) => job is not null && JobOwnership.IsManaged(job, keys) ? job : null;

    private static ObjectKey? SourceOf(RecurringJob? job, LabelKeys keys) => job is null ? null : JobOwnership.SourceOf(job, keys);

    private static string[] GroupsBackedUpBy(RecurringJob? job) =>
        job is { Groups.Length: > 0, Deleting: false, MakesBackups: true } ? job.Groups.Split(',') : [];
}
