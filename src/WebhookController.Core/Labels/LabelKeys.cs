
namespace WebhookController.Core.Labels;

/// <summary>Every label and annotation key of ours, under one prefix. This file holds the only copy of the prefix.</summary>
public sealed record LabelKeys
{
    /// <summary>The prefix where the option <c>Labels:Prefix</c> says nothing else.</summary>
    public const string DefaultPrefix = "backup.vluwte.nl/";

    /// <summary>Keys under <see cref="DefaultPrefix"/>.</summary>
    public static LabelKeys Default { get; } = new(DefaultPrefix);

    /// <summary>Derives every key from <paramref name="prefix"/>, a DNS subdomain followed by <c>/</c>.</summary>
    public LabelKeys(string prefix)
    {
        Prefix = prefix;
        Managed = prefix + "managed";
        SourceNamespace = prefix + "source-namespace";
        SourcePvc = prefix + "source-pvc";
        SourceUid = prefix + "source-uid";
        OptedInBy = prefix + "opted-in-by";
        AllowDelete = prefix + "allow-delete";
        ArchiveId = prefix + "archive-id";
        ArchiveRequestedAt = prefix + "archive-requested-at";
        ArchiveRequest = prefix + "archive-request";
        ArchiveStartedAt = prefix + "archive-begun";
        ArchiveError = prefix + "archive-error";
        ArchiveBackup = prefix + "archive-backup";
        ArchiveCompletedAt = prefix + "archive-completed-at";
        ByName = LabelTable.All.ToDictionary(row => row.Name, row => prefix + row.Name, StringComparer.Ordinal);
        Known = [.. ByName.Values];
        Name = Of(LabelTable.Name);
        Archive = Of(LabelTable.Archive);
        ArchiveDeleteAfter = Of(LabelTable.ArchiveDeleteAfter);
    }

    /// <summary>What every key of ours starts with, the <c>/</c> included.</summary>
    public string Prefix { get; }

    /// <summary>On a RecurringJob: <c>"true"</c> says that it is ours to change and delete.</summary>
    public string Managed { get; }

    /// <summary>On a RecurringJob and on the backups it makes: the namespace of the PVC it protects.</summary>
    public string SourceNamespace { get; }

    /// <summary>On a RecurringJob and on the backups it makes: the PVC it protects, shortened where the name is longer than a label
    /// value may be; the job's annotation of the same key then holds the whole name.</summary>
    public string SourcePvc { get; }

    /// <summary>Annotation of a RecurringJob: the uid of the PVC it protects. Jobs of version 1 lack it.</summary>
    public string SourceUid { get; }

    /// <summary>Annotation of a RecurringJob: <c>layer</c> where not its PVC, but the PVC's Namespace or StorageClass asks for it.</summary>
    public string OptedInBy { get; }

    /// <summary>Annotation of a PVC: <c>"true"</c> lets it be deleted before its archive is ready.</summary>
    public string AllowDelete { get; }

    /// <summary>Annotation of a PVC: when its archive was asked for. Another time asks for another archive.</summary>
    public string ArchiveRequestedAt { get; }

    /// <summary>Annotation of a job: what <see cref="ArchiveRequestedAt"/> said when its archive was started.</summary>
    public string ArchiveRequest { get; }

    /// <summary>Annotation of a job: the attempt to archive its PVC that counts.</summary>
    public string ArchiveId { get; }

    /// <summary>Annotation of a job: when that attempt was started, by the clock of the controller that started it.</summary>
    public string ArchiveStartedAt { get; }

    /// <summary>Annotation of a job: why the attempt before failed.</summary>
    public string ArchiveError { get; }

    /// <summary>Annotation of a job: the backup that is the archive, once it is complete.</summary>
    public string ArchiveBackup { get; }

    /// <summary>Annotation of a job: when that backup was complete.</summary>
    public string ArchiveCompletedAt { get; }

    /// <summary>On a PVC: the name its job is called by.</summary>
    public string Name { get; }

    /// <summary>On a PVC: the request for an archive. On a RecurringJob: it outlives its PVC.</summary>
    public string Archive { get; }

    /// <summary>On a PVC and its job: the last day (UTC) the archive is wanted.</summary>
    public string ArchiveDeleteAfter { get; }

    private Dictionary<string, string> ByName { get; }

    private HashSet<string> Known { get; }

    /// <summary>The whole key of a row of the label table.</summary>
    public string Of(LabelRow row) => ByName[row.Name];

    /// <summary>Whether <paramref name="key"/> is under our prefix, known or not.</summary>
    public bool IsOurs(string key) => key.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Whether <paramref name="key"/> is that of a row of the label table.</summary>
    public bool IsKnown(string key) => Known.Contains(key);
}
