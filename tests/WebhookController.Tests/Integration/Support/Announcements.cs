using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Naming;
using WebhookController.Core.Objects;
using WebhookController.Core.Reviews;

namespace WebhookController.Tests.Integration.Support;

/// I16: what admission announced to the user's own client, until it has come true. Any later change may undo what was announced before it, so that
/// only what the last one led to is looked at: at every look while nothing is under way, and at the end. Faults and what was held are over by then.
internal sealed class Announcements
{
    private readonly Lock _gate = new();
    private IReadOnlyList<Announcement> _open = [];

    /// Takes what the API server answered.
    public void Take(HttpMethod method, string path, Answer answer)
    {
        if (method == HttpMethod.Get || (int)answer.Status >= 300 || path.Contains("dryRun", StringComparison.Ordinal)) return;
        lock (_gate) _open = ClaimIn(path, answer) is { } claim ? [.. answer.Warnings.Select(warning => Announcement.Read(claim, warning)).OfType<Announcement>()] : [];
    }

    /// Somebody changes something in another way than by the user's own client.
    public void Forget()
    {
        lock (_gate) _open = [];
    }

    /// What was announced and isn't so now that everything is at rest.
    /// <param name="state">The cluster.</param>
    /// <param name="held">Jobs whose deletion waits for a person: that they go is announced all the same.</param>
    public IReadOnlyList<string> NotTrueIn(ClusterState state, IEnumerable<string> held)
    {
        lock (_gate)
        {
            var open = _open.Where(announcement => !held.Contains(announcement.Named)).ToList();
            _open = [];
            return [.. open.Where(announcement => !announcement.IsTrueIn(state)).Select(announcement => $"{announcement.Claim}: {announcement.Text}")];
        }
    }

    // api/v1/namespaces/mon/persistentvolumeclaims[/grafana]
    private static ObjectKey? ClaimIn(string path, Answer answer) => path.Split('?')[0].Split('/') switch
    {
        ["api", "v1", "namespaces", var ns, "persistentvolumeclaims", var name] => new(ns, name),
        ["api", "v1", "namespaces", var ns, "persistentvolumeclaims"] => new(ns, answer.Body["metadata"]!["name"]!.GetValue<string>()),
        _ => null,
    };
}

/// <param name="Claim">The PVC.</param>
/// <param name="Text">What is announced of it.</param>
/// <param name="Named">The job or backup that it is about, or how many backups.</param>
internal sealed record Announcement(ObjectKey Claim, string Text, string Named)
{
    private delegate bool Check(ObjectKey claim, string named, ClusterState state);

    // Of what admission warns of, all that says what becomes of something. The rest says how things are, or what to do; that backups of a deleted job
    // stay is I8; that a volume goes with its PVC, and what Longhorn can't back up, is Longhorn's doing.
    private static readonly (Func<string, string> Words, Check IsTrue)[] Rules =
    [
        (AnnouncementText.IsDeletedOnceLetGo, (claim, job, state) => !HasJob(claim, job, state) || state.Longhorn.VolumeIndex.ByJobLabel.Of(job).Count > 0),
        (AnnouncementText.IsDeleted, (claim, job, state) => !HasJob(claim, job, state)),
        (AnnouncementText.GoesOnceLonghornIsRead, (claim, job, state) => !HasJob(claim, job, state)),
        (AnnouncementText.GoesOnUntilReplaced, (claim, job, state) => !HasJob(claim, job, state) || !JobsOf(claim, state).Any(other => other.Key.Name != job && Carries(claim, other.Key.Name, state))),
        (AnnouncementText.GoesOn, HasJob),
        (AnnouncementText.StaysWhileNeeded, HasJob),
        (AnnouncementText.StaysWithArchive, HasJob),
        (AnnouncementText.MayKeepAnothersArchive, HasJob),
        (job => AnnouncementText.IsFromNowOn(job), (claim, job, state) => HasJob(claim, job, state) && Carries(claim, job, state)),
        (AnnouncementText.LowersRetention, (claim, retain, state) => JobsOf(claim, state).Any(job => $"{job.Spec.Retain}" == retain)),
        (AnnouncementText.BacksItUpToo, Runs),
        (AnnouncementText.GoesOnBackingItUp, Runs),
        (AnnouncementText.IsRunByDefault, Runs),
        (AnnouncementText.ArchiveStays, (_, backup, state) => state.Longhorn.Backups[state.Longhorn.KeyOf(backup)] is not null),
        (AnnouncementText.PredecessorsArchiveIsKept, (_, backup, state) => state.Longhorn.Backups[state.Longhorn.KeyOf(backup)] is not null),
        (_ => AnnouncementText.NotBackedUp, (claim, _, state) => !JobsOf(claim, state).Any()),
        (_ => AnnouncementText.HasNoEffect, (claim, _, state) => !JobsOf(claim, state).Any()),
    ];

    /// Null where a warning announces nothing. Of a PVC that is yet to be named nothing is announced.
    public static Announcement? Read(ObjectKey claim, string warning)
    {
        var beginning = WarningText.Line(claim, "");
        if (!warning.StartsWith(beginning, StringComparison.Ordinal)) return null;
        var text = warning[beginning.Length..];
        // The longest: a name may begin like another word.
        var named = text.Split([' ', ';', ',', '='], StringSplitOptions.RemoveEmptyEntries).Where(word => RuleOf(text, word) is not null).MaxBy(word => word.Length);
        return named is null ? null : new Announcement(claim, text, named);
    }

    public bool IsTrueIn(ClusterState state) => RuleOf(Text, Named)!(Claim, Named, state);

    private static Check? RuleOf(string text, string word) => Rules.FirstOrDefault(rule => text.StartsWith(rule.Words(word), StringComparison.Ordinal)).IsTrue;

    private static bool HasJob(ObjectKey claim, string job, ClusterState state) => state.JobsOf(SourceLabels.KeyOf(claim)).Any(own => own.Key.Name == job);

    private static IEnumerable<RecurringJob> JobsOf(ObjectKey claim, ClusterState state) =>
        state.JobsOf(SourceLabels.KeyOf(claim)).Where(job => !state.IsRecord(job));

    private static bool Carries(ObjectKey claim, string job, ClusterState state) =>
        VolumeOf(claim, state) is not { } volume || volume.JobLabels[LonghornLabels.ForJob(job)] == LonghornLabels.Enabled;

    private static bool Runs(ObjectKey claim, string job, ClusterState state) => VolumeOf(claim, state) is not { } volume
        || Carries(claim, job, state)
        || volume.GroupLabels.Any(label => LonghornLabels.GroupOf(label.Key) is { } group && state.Longhorn.JobIndex.ByGroup.Of(group).Any(key => key.Name == job));

    private static LonghornVolume? VolumeOf(ObjectKey claim, ClusterState state) =>
        state.Claims[claim] is { } item ? state.VolumeOf(ResolvedClaim.Of(item, state)) : null;
}
