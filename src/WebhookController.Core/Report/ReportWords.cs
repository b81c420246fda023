using System.Globalization;
using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Status;

namespace WebhookController.Core.Report;

/// <summary>States and reasons in plain words, for people.</summary>
public static class ReportWords
{
    private static readonly Dictionary<string, string> Reasons = Words().ToDictionary(entry => entry.Reason.MetricName(), entry => entry.Words, StringComparer.Ordinal);

    private static readonly Dictionary<string, string> Conditions = Enum.GetValues<Condition>().ToDictionary(condition => condition.MetricName(), InWords, StringComparer.Ordinal);

    /// <summary>A state in one or two words.</summary>
    public static string InWords(this ProtectionState state) => state == ProtectionState.OptedOut ? "opted out" : state.MetricName();

    /// <summary>Why a PVC is in its state, in words that follow "it".</summary>
    public static string ReasonInWords(this ReasonedState current) => current.ReasonName == ReasonedState.NotRead.ReasonName ? "is not known yet: not everything could be read"
        : current == ReasonedState.BackedUpByOthersOnly ? "doesn't say whether it is backed up, and another schedule backs it up"
        : Reasons.GetValueOrDefault(current.ReasonName) ?? Conditions.GetValueOrDefault(current.ReasonName) ?? current.ReasonName;

    /// <summary>What a freshness that is no good means, in words that follow "its"; null where all is well.</summary>
    public static string? InWords(this Freshness freshness, bool hasBackup) => (freshness, hasBackup) switch
    {
        (Freshness.Stale, false) => "first backup is overdue",
        (Freshness.Stale, _) => "last backup is too old: two runs are missed",
        (Freshness.Late, _) => "last backup is late: one run is missed",
        _ => null,
    };

    /// <summary>Why a PVC is as it is, in a sentence: what is worst of it.</summary>
    public static string Why(this ClaimReport claim)
    {
        var (current, more) = (claim.Status.Current, claim.Mistakes.Count - 1);
        if (claim.Mistakes.Count > 0 && current.ReasonName != Condition.MissingEnabledLabel.MetricName())
            return more == 0 ? claim.Mistakes[0] : string.Create(CultureInfo.InvariantCulture, $"{claim.Mistakes[0]} (and {more} more)");
        return claim.Freshness.InWords(claim.Status.LastSuccess is not null) is { } words ? $"Its {words}" : $"It {current.ReasonInWords()}";
    }

    /// <summary>Who decides whether a PVC is backed up, in words that follow "by".</summary>
    public static string? InWords(this EnabledBy by) => by switch
    {
        EnabledBy.Claim => "its own label",
        EnabledBy.Namespace => "its Namespace's label",
        EnabledBy.StorageClass => "its StorageClass's label",
        EnabledBy.Undecided => "a layer that can't be read",
        _ => null,
    };

    /// <summary>Why nobody accounts for backups, in words that follow "made".</summary>
    public static string InWords(this UntrackedReason reason) => reason switch
    {
        UntrackedReason.ByHand => "by hand",
        UntrackedReason.OtherJob => "by jobs that aren't managed here",
        UntrackedReason.JobGone => "by jobs that are gone",
        UntrackedReason.ArchiveExpired => "for archives whose last day is over",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "a reason without words"),
    };

    private static IEnumerable<(ProtectionReason Reason, string Words)> Words() =>
    [
        (ProtectionReason.Ok, "is backed up on its schedule"),
        (ProtectionReason.Idle, "is at rest: nothing was written since its last backup"),
        (ProtectionReason.RetainAboveCeiling, "keeps more backups than Longhorn allows by now, so its job can't be changed"),
        (ProtectionReason.DefaultGroupOverlap, "is backed up twice: Longhorn's group default backs it up, too"),
        (ProtectionReason.OtherSchedule, "is backed up twice: another schedule backs it up, too"),
        (ProtectionReason.Unbound, "isn't bound to a volume yet"),
        (ProtectionReason.FirstRunNotDue, "waits for its first run"),
        (ProtectionReason.EnabledFalse, "asks not to be backed up"),
        (ProtectionReason.NameConflict, "asks for a job that somebody else has or wants"),
        (ProtectionReason.InProgress, "is being archived"),
        (ProtectionReason.Failed, "is to be archived, and the last try failed"),
        (ProtectionReason.Ready, "is archived: the PVC can be deleted"),
        (ProtectionReason.VolumeMissing, "has lost its volume: the PV, or Longhorn's Volume behind it, isn't there"),
        (ProtectionReason.JobMissing, "has no RecurringJob"),
        (ProtectionReason.LabelOverwritten, "isn't backed up: somebody took the job's label off its volume"),
        (ProtectionReason.DetachedAndSettingOff, "isn't backed up while its volume is detached"),
        (ProtectionReason.Faulted, "isn't backed up: its volume is faulted"),
        (ProtectionReason.Restoring, "isn't backed up while its volume is being restored"),
        (ProtectionReason.LinkedClone, "isn't backed up: Longhorn makes no backups of linked clones"),
        (ProtectionReason.BackedUpAsAnother, "doesn't say whether it is backed up, and its volume is backed up under the name of another PVC"),
        (ProtectionReason.NoTarget, "isn't backed up: its backup target isn't set up"),
        (ProtectionReason.TargetUnavailable, "isn't backed up: Longhorn can't reach its backup target"),
        (ProtectionReason.ExemptNamespace, "is exempt by its namespace"),
        (ProtectionReason.ExemptSelector, "is exempt by a selector"),
        (ProtectionReason.ExemptTemporary, "is exempt: it is temporary by construction"),
        (ProtectionReason.LayerUnreadable, "says nothing, and its Namespace or StorageClass can't be read"),
        (ProtectionReason.PlanningFailed, "can't be planned for, which is a bug; its job is left alone"),
    ];

    private static string InWords(Condition condition) => condition switch
    {
        Condition.MissingEnabledLabel => "doesn't say whether it is backed up",
        Condition.ArchiveNotReady => "is to be deleted before its archive is ready",
        _ => "has a mistake in its labels",
    };
}
