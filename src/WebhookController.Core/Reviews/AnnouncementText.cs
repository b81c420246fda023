using System.Globalization;

namespace WebhookController.Core.Reviews;

/// <summary>What warnings announce, a sentence each: whoever looks whether it came true recognizes it by these words. More may follow them in the
/// same warning.</summary>
public static class AnnouncementText
{
    /// <summary>Of a PVC that no job of ours backs up.</summary>
    public const string NotBackedUp = "not backed up";

    /// <summary>Of a PVC that isn't on Longhorn.</summary>
    public const string HasNoEffect = "not on Longhorn: its backup labels have no effect";

    /// <summary>The PVC has this job by then.</summary>
    /// <param name="job">The job.</param>
    /// <param name="movedTo">Its next run, where it runs at other times than the one before; else null.</param>
    public static string IsFromNowOn(string job, DateTimeOffset? movedTo = null) => movedTo is { } next
        ? string.Create(CultureInfo.InvariantCulture, $"its job is {job}, next run {next.UtcDateTime:MM-dd HH:mm} UTC")
        : $"its job is {job} from now on";

    /// <summary>Another job than ours backs the PVC up, and none of ours does.</summary>
    public static string BacksItUpAlone(string job) => $"recurringjob {job}, which isn't managed here, backs it up";

    /// <summary>The job is deleted, if not in the next moment.</summary>
    public static string IsDeleted(string job) => $"job {job} is deleted";

    /// <summary>The job is deleted, for which others have to do their part.</summary>
    public static string IsDeletedOnceLetGo(string job) => $"{IsDeleted(job)} once volumes let go of it";

    /// <summary>The job goes as soon as enough is known.</summary>
    public static string GoesOnceLonghornIsRead(string job) => $"job {job} goes once Longhorn can be read";

    /// <summary>The job goes as soon as the PVC has its new one.</summary>
    public static string GoesOnUntilReplaced(string job) => $"job {job} goes on until the new one is in place";

    /// <summary>The job goes on, though nothing asks for it.</summary>
    public static string GoesOn(string job) => $"job {job} goes on: ";

    /// <summary>The job stays for as long as another PVC has nothing else.</summary>
    public static string StaysWhileNeeded(string job) => $"job {job} stays while another PVC needs it";

    /// <summary>The job stays, as the record of an archive.</summary>
    public static string StaysWithArchive(string job) => $"job {job} stays, since it keeps an archive";

    /// <summary>The job stays, since nobody can say whose archive it keeps.</summary>
    public static string MayKeepAnothersArchive(string job) => $"job {job} stays: it may keep another's archive";

    /// <summary>Another job than ours backs the PVC up as well.</summary>
    public static string BacksItUpToo(string job) => $"recurringjob {job} backs it up, too";

    /// <summary>Another job than ours backs the PVC up, though it opts out.</summary>
    public static string GoesOnBackingItUp(string job) => $"recurringjob {job} goes on backing it up";

    /// <summary>Longhorn puts the volume of the PVC into its default group, which has this job.</summary>
    public static string IsRunByDefault(string job) => $"Longhorn then runs {job} of group default on it";

    /// <summary>The archive of a PVC that no longer asks for one.</summary>
    public static string ArchiveStays(string backup) => $"its archive stays, as backup {WarningText.Bounded(backup, LongestBackup)}";

    /// <summary>The archive of a PVC of the same name that is gone.</summary>
    public static string PredecessorsArchiveIsKept(string backup) => $"its predecessor's archive is kept: backup {WarningText.Bounded(backup, LongestBackup)}";

    /// <summary>The job keeps so few backups from now on.</summary>
    public static string LowersRetention(string retain) => $"retain={retain} lets Longhorn delete";

    private const int LongestBackup = 36;
}
