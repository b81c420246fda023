using CsCheck;
using WebhookController.Core.Archive;
using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Layers;
using WebhookController.Core.Naming;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;
using static WebhookController.Core.Tests.Support.HistoryStep;

namespace WebhookController.Core.Tests.Support;

/// What may happen to a small cluster: objects that appear, change, go, can't be read or are listed anew, defaults that change, time that passes.
internal static class RandomHistory
{
    private static readonly string Long = new('n', 70);
    private static readonly string[] Pvcs = ["a/c", "a/b-c", "a-b/c", "a/d", "lab/c", $"a/{Long}", SourceLabels.KeyOf(A.Key($"a/{Long}")).ToString()];
    private static readonly string[] Names = ["backup-a-c", "backup-a-b-c", "backup-a-d", "backup-a-e", "other", Derived("a/c"), Derived("a/b-c"), Derived("a-b/c")];
    private static readonly string[] VolumeNames = ["v1", "v2", "v3"];
    private static readonly string[] PvNames = ["pv-1", "pv-2", "pv-3"];
    private static readonly string[] Uids = ["u1", "u2"];
    private const string Request = "2026-11-23T10:00:00Z";

    private static string Derived(string pvc) => new JobNames(A.Key(pvc), null).Derived;

    private static readonly Gen<string> Labels = OneOf(
        "", "", "retain=3", "start=auto", "name=c", "retain=0", "archive=true", "enabled=true start=auto interval=12", "enabled=false", "enabled=x", "enabled=true", "enabled=true", "enabled=true retain=0", "enabled=true archive=true", "enabled=true name=c", "enabled=true name=C", "enabled=true name=d", "enabled=true name=e retain=3", "enabled=true name=c retain=0",
        "enabled=true name=c retain=30", "enabled=true interval=6", "enabled=true name=d archive=true", "enabled=true name=c archive=true archive-delete-after=2026-11-24", "enabled=false archive=true");

    private static readonly Gen<string> Pvc = OneOf(Pvcs);
    private static readonly Gen<string> Job = OneOf(Names);
    private static readonly Gen<string> Volume = OneOf(VolumeNames);
    private static readonly Gen<string> Pv = OneOf(PvNames);

    private static readonly Gen<ArchiveId> Attempt = Gen.Select(OneOf(Uids), OneOf(null, Request), Gen.Int[0, 1], (uid, request, later) =>
        ArchiveId.FirstOf(uid).FirstFor(request) is var first && later == 0 ? first : first.Next());

    private static readonly Gen<HistoryStep> Claims = Gen.Select(
        Pvc, Labels, OneOf("longhorn", "longhorn", "nfs", "later", null!), OneOf("pv-1", "pv-2", "pv-3", null!), Gen.Int[0, 19], OneOf(Uids),
        (pvc, labels, storage, pv, what, uid) => what switch
        {
            0 => Unknown(StateSlots.Claims, A.Key(pvc)),
            1 or 2 => Remove(StateSlots.Claims, A.Key(pvc)),
            _ => Put(StateSlots.Claims, A.Claim(pvc, labels, pv, storage, what == 3 ? "source backup-a-c" : "", deleting: what == 4) with
            {
                Uid = uid,
                Annotations = Requested(what),
                SelectedLabels = what is 5 or 6 ? LabelSet.Of(("temporary", "yes")) : LabelSet.Empty,
            }, $"[{labels}] {storage} {pv} {uid} {what}"),
        });

    private static readonly Gen<HistoryStep> Jobs = Gen.Select(
        Job, Pvc, Gen.Int[0, 16], Attempt, Gen.Bool, (name, source, what, attempt, complete) => what switch
        {
            0 => Unknown(StateSlots.Jobs, InLonghorn(name)),
            1 or 2 or 3 => Remove(StateSlots.Jobs, InLonghorn(name)),
            4 => Put(StateSlots.Jobs, A.Foreign(name) with { Groups = complete ? "default" : "" }, "foreign"),
            5 => Put(StateSlots.Jobs, A.Job(name, source) with { Deleting = true }, $"of {source}, deleting"),
            6 or 7 => Put(StateSlots.Jobs, Archived(A.Job(name, source, "archive=true"), attempt, complete), $"of {source}, archive {attempt} {complete}"),
            8 => Put(StateSlots.Jobs, Archived(A.Job(name, source, "archive=true archive-delete-after=2026-11-23"), attempt, complete), $"of {source}, archive until today {attempt} {complete}"),
            9 => Put(StateSlots.Jobs, A.Foreign(name, "managed=true"), "without a source"),
            10 => Put(StateSlots.Jobs, A.Job(name, source) with { Labels = LabelSet.Empty, Annotations = LabelSet.Empty }, $"recreated for {source}"),
            11 => Put(StateSlots.Jobs, A.Job(name, source, complete ? "archive=true" : "") with { Annotations = LabelSet.Of((A.Keys.SourceUid, "u1")) }, $"of {source}, uid u1, archive {complete}"),
            12 or 13 when complete => Put(StateSlots.Jobs, A.Job(name, source, cron: "15 2/12 * * ?", retain: 30), $"of {source}, retain 30"),
            14 or 15 or 16 when complete => Put(StateSlots.Jobs, OptedInByLayer(A.Job(name, source)), $"of {source}, for a layer"),
            _ => Put(StateSlots.Jobs, A.Job(name, source), $"of {source}"),
        });

    private static RecurringJob OptedInByLayer(RecurringJob job) => job with { Annotations = job.Annotations.With([new(A.Keys.OptedInBy, "layer")]) };

    private static readonly Gen<HistoryStep> Volumes = Gen.Select(Volume, Job.Array[0, 2], Gen.Int[0, 9], (name, jobs, what) => what switch
    {
        0 => Unknown(StateSlots.Volumes, InLonghorn(name)),
        1 => Remove(StateSlots.Volumes, InLonghorn(name)),
        6 or 7 => Put(StateSlots.Volumes, A.Volume(name, string.Join(' ', jobs.Distinct())) with { JobLabelsSince = Since(jobs, what == 6 ? 1 : 3) }, $"carries {string.Join(' ', jobs)} since {what}"),
        _ => Put(StateSlots.Volumes, A.Volume(name, string.Join(' ', jobs.Distinct().Select(job => what == 5 ? $"{job}=disabled" : job))) with { Detached = what == 2, Faulted = what == 3, GroupLabels = what == 4 ? LabelSet.Of((LonghornLabels.InDefaultGroup, "enabled")) : LabelSet.Empty }, $"carries {string.Join(' ', jobs)}"),
    });

    private static readonly Gen<HistoryStep> Storage = Gen.Select(Pv, Volume, Pvc, Gen.Int[0, 9], (name, volume, claim, what) => what switch
    {
        0 => Unknown(StateSlots.PersistentVolumes, A.Key(name)),
        1 => Remove(StateSlots.PersistentVolumes, A.Key(name)),
        2 => Put(StateSlots.PersistentVolumes, A.Pv(name, volume, "nfs.csi.k8s.io"), "of nfs"),
        3 => Put(StateSlots.PersistentVolumes, A.Pv(name, volume), volume),
        4 => Put(StateSlots.StorageClasses, A.Class("later", isDefault: true), "default"),
        5 => Remove(StateSlots.StorageClasses, A.Key("later")),
        _ => Put(StateSlots.PersistentVolumes, A.Pv(name, volume) with { ClaimRef = A.Key(claim), ClaimUid = what == 6 ? "u1" : "" }, $"{volume} for {claim}"),
    });

    private static readonly Gen<HistoryStep> Backups = Gen.Select(
        Gen.Int[1, 3], Volume, Job, Pvc, Gen.Enum<BackupState>(), Attempt, Gen.Int[0, 9], (number, volume, job, source, state, attempt, what) =>
    {
        var name = what < 3 ? attempt.ObjectName : $"b{number}";
        Backup Of(string? by, string? of) => A.Backup(name, by, of) with
        {
            Volume = volume,
            State = state,
            Size = number,
            Progress = number,
            Created = A.Now.AddHours(-number),
            CompletedAt = "2026-11-23T10:00:00Z",
            IsArchive = what < 3,
        };
        return what switch
        {
            8 => Remove(StateSlots.Backups, InLonghorn(name)),
            9 => Unknown(StateSlots.Backups, InLonghorn(name)),
            < 3 => Put(StateSlots.Backups, Of(null, source), $"{state} of {volume}"),
            3 => Put(StateSlots.Backups, Of(null, null), $"{state} of {volume}, by hand"),
            4 => Put(StateSlots.Backups, Of(job, null) with { SourceLabels = LabelSet.Of((A.Keys.SourceNamespace, "a"), (A.Keys.SourcePvc, Long)) }, $"{state} by {job} for a long name in full"),
            _ => Put(StateSlots.Backups, Of(job, source), $"{state} of {volume} by {job} for {source}"),
        };
    });

    private static readonly Gen<HistoryStep> Snapshots = Gen.Select(Attempt, Gen.Int[0, 6], Gen.Int[-120, 90], (attempt, what, minutes) => what switch
    {
        5 or 6 => Put(StateSlots.Snapshots, new Snapshot { Key = InLonghorn(attempt.ObjectName), Uid = "s", ResourceVersion = "1", Ready = what == 5, Error = what == 6 ? "no space" : null, Created = A.Now.AddMinutes(minutes) }, $"made {minutes} minutes later, {what}"),
        0 => Remove(StateSlots.Snapshots, InLonghorn(attempt.ObjectName)),
        1 => Unknown(StateSlots.Snapshots, InLonghorn(attempt.ObjectName)),
        _ => Put(StateSlots.Snapshots, new Snapshot { Key = InLonghorn(attempt.ObjectName), Uid = "s", ResourceVersion = "1", Ready = what > 2, Created = A.Now }, $"ready {what > 2}"),
    });

    private static readonly Gen<HistoryStep> Others = Gen.Select(Gen.Int[0, 11], Gen.Int[1, 400], (what, minutes) => what switch
    {
        0 => Put(StateSlots.Targets, A.Target("default", available: minutes % 2 == 0), $"available {minutes % 2 == 0}"),
        1 => Put(StateSlots.Settings, new Setting { Key = InLonghorn(LonghornLabels.MaxRetainSetting), Uid = "s", ResourceVersion = "1", Value = minutes % 2 == 0 ? "2" : "100" }, $"{minutes % 2}"),
        2 => new HistoryStep("jobs are unavailable", state => state.Change(StateSlots.Jobs, null, set => set.Unavailable("403 Forbidden"))),
        3 or 4 => new HistoryStep("jobs are listed", state => state.Change(StateSlots.Jobs, null, set => set.Replace(set.Items.Values.Where(job => job.Key.Name.Length % 2 == minutes % 2), [], $"{state.Version}"))),
        5 => new HistoryStep("PVCs are listed", state => state.Change(StateSlots.Claims, null, set => set.Replace(set.Items.Values, set.Unknown, $"{state.Version}"))),
        6 => new HistoryStep("backups are listed", state => state.Change(StateSlots.Backups, null, set => set.Replace(set.Items.Values.Where(backup => backup.Volume != "v1"), [], $"{state.Version}"))),
        7 when minutes % 3 == 0 => new HistoryStep("no ConfigMap", state => state.With(EffectiveDefaults.WithoutConfigMap)),
        7 => new HistoryStep($"default retain {minutes % 40 + 1}", state => state.With(EffectiveDefaults.After(state.Defaults, A.ConfigMap($"retain={minutes % 40 + 1}")))),
        _ => new HistoryStep($"{minutes} minutes pass", state => state with { Now = state.Now.AddMinutes(minutes) }),
    });

    // What is rarer: kinds that come and go, times in the future, notes of Longhorn's in place of labels, annotations with other times.
    private static readonly Gen<HistoryStep> Rare = Gen.Select(Gen.Int[0, 17], Gen.Int[-200, 400], Pvc, Job, Volume, Attempt, (what, minutes, pvc, job, volume, attempt) => what switch
    {
        0 => Unavailable(StateSlots.Claims),
        1 => Unavailable(StateSlots.Volumes),
        2 => Unavailable(StateSlots.Targets),
        3 => Listed(StateSlots.Claims, minutes),
        4 => Listed(StateSlots.Volumes, minutes),
        5 => Listed(StateSlots.PersistentVolumes, minutes),
        6 => Listed(StateSlots.Snapshots, minutes),
        7 => Listed(StateSlots.Targets, 0),
        8 => Put(StateSlots.Settings, A.Setting(LonghornLabels.DetachedSetting, minutes % 2 == 0 ? "true" : "false"), $"{minutes % 2 == 0}"),
        9 => Unknown(StateSlots.Settings, InLonghorn(LonghornLabels.MaxRetainSetting)),
        10 => Put(StateSlots.Backups, A.Backup($"n{minutes % 3}", "backup-a-c", null) with { Volume = volume, Claim = A.Key("a/c"), State = minutes % 2 == 0 ? BackupState.Completed : BackupState.Failed, Size = 7, Created = A.Now.AddMinutes(minutes), Taken = A.Now.AddMinutes(minutes), CompletedAt = "2026-11-23T17:00:00Z" }, $"by Longhorn's note, {minutes}"),
        11 => Put(StateSlots.Volumes, A.Volume(volume, job) with { LastBackupAt = A.Now.AddMinutes(minutes), LastPodRefAt = A.Now.AddMinutes(-minutes), Detached = true, Restoring = minutes % 5 == 0 }, $"{job}, last backup {minutes}, detached"),
        12 => Put(StateSlots.Volumes, A.Volume(volume, job) with { Target = minutes % 2 == 0 ? "other" : "default", Created = A.Now.AddMinutes(minutes) }, $"{job}, other target"),
        13 or 14 => Put(StateSlots.Jobs, Archived(A.Job(job, pvc, "archive=true"), attempt, false) is var made ? made with
        {
            Created = A.Now.AddMinutes(minutes),
            Annotations = made.Annotations.With([new(A.Keys.ArchiveStartedAt, A.Now.AddMinutes(minutes).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture)), new(A.Keys.ArchiveError, minutes % 2 == 0 ? "it failed" : null)]),
        } : made, $"of {pvc}, archive {attempt} started {minutes} minutes later"),
        15 => Put(StateSlots.Targets, A.Target("other", hasUrl: minutes % 2 == 0), $"{minutes % 2 == 0}"),
        16 => Remove(StateSlots.Targets, InLonghorn(minutes % 2 == 0 ? "default" : "other")),
        _ => Listed(StateSlots.StorageClasses, 0),
    });

    private static JobLabelTimes Since(string[] jobs, int hours) =>
        jobs.Aggregate(default(JobLabelTimes), (times, job) => times.With(LonghornLabels.ForJob(job), A.Now.AddHours(hours)));

    public static Gen<HistoryStep[]> Any { get; } =
        Gen.Frequency((6, Claims), (5, Jobs), (3, Volumes), (3, Storage), (5, Backups), (3, Snapshots), (3, Others), (3, Rare), (4, RandomLayers.Of("a", "a-b", "lab"))).Array[1, 40];

    // Many PVCs that go and come back, and a person who agrees to what is held, or takes that back.
    private static readonly Gen<HistoryStep> Crowd = Gen.Select(Gen.Int[0, 13], Gen.Int[0, 39], (number, what) => what switch
    {
        > 34 => Put(StateSlots.Claims, A.Claim($"m/c{number}", "", $"pv-{number}", jobLabels: what == 35 ? $"source backup-m-c{number}" : what == 36 ? "source" : ""), $"says nothing, {what}"),
        > 31 => Put(StateSlots.Jobs, OptedInByLayer(A.Job($"backup-m-c{number}", $"m/c{number}")), "job for a layer"),
        > 29 => Put(StateSlots.Volumes, A.Volume($"v{number}", $"backup-m-c{number}"), "carries its job"),
        0 => new HistoryStep("a person agrees", state => Planner.Plan(state.Cluster, state.Defaults, state.Now).Held is { } held ? state with { Defaults = state.Defaults with { AllowMassDeletion = held.Digest } } : state),
        1 => new HistoryStep("consent is withdrawn", state => state with { Defaults = state.Defaults with { AllowMassDeletion = null } }),
        2 => new HistoryStep("jobs are unavailable", state => state.Change(StateSlots.Jobs, null, set => set.Unavailable("403 Forbidden"))),
        3 or 4 => new HistoryStep("jobs are listed", state => state.Change(StateSlots.Jobs, null, set => set.Replace(set.Items.Values, [], $"{state.Version}"))),
        5 => new HistoryStep("all PVCs are gone", state => state.Change(StateSlots.Claims, null, set => set.Replace([], [], $"{state.Version}"))),
        < 9 => Put(StateSlots.Claims, A.Claim($"m/c{number}", $"enabled=true name=c{number}"), "enabled"),
        < 12 => Put(StateSlots.Claims, A.Claim($"m/c{number}", $"enabled=false"), "opted out"),
        12 => Unknown(StateSlots.Claims, A.Key($"m/c{number}")),
        13 => Remove(StateSlots.Jobs, InLonghorn($"backup-m-c{number}")),
        14 => Put(StateSlots.Jobs, A.Job($"backup-m-c{number}", $"m/c{number}", "archive=true"), "archive"),
        < 23 => Put(StateSlots.Jobs, A.Job($"backup-m-c{number}", $"m/c{number}"), "job"),
        _ => Remove(StateSlots.Claims, A.Key($"m/c{number}")),
    });

    public static Gen<HistoryStep[]> Crowds { get; } = Gen.Select(
        Gen.Frequency((12, Crowd), (2, RandomLayers.Of("m"))).Array[20, 80], Gen.Bool, (steps, leftToLayer) => (HistoryStep[])[FourteenPvs, .. leftToLayer ? [LeftToLayer] : Array.Empty<HistoryStep>(), .. steps]);

    private static HistoryStep FourteenPvs => OfAll("fourteen PVs", number =>
        [Put(StateSlots.PersistentVolumes, A.Pv($"pv-{number}", $"v{number}") with { ClaimRef = A.Key($"m/c{number}") }, "")]);

    // Of some Longhorn has yet to copy the labels, of some it has yet to take one off.
    private static HistoryStep LeftToLayer => OfAll("fourteen PVCs that say nothing, with jobs for a layer", number =>
    [
        Put(StateSlots.Claims, A.Claim($"m/c{number}", "", $"pv-{number}", jobLabels: (number % 3) switch { 0 => "source", 1 => $"source backup-m-c{number}", _ => "" }), ""),
        Put(StateSlots.Jobs, OptedInByLayer(A.Job($"backup-m-c{number}", $"m/c{number}")), ""),
        Put(StateSlots.Volumes, A.Volume($"v{number}", $"backup-m-c{number}"), ""),
    ]);

    private static HistoryStep OfAll(string text, Func<int, HistoryStep[]> steps) =>
        new(text, state => Enumerable.Range(0, 14).SelectMany(steps).Aggregate(state, (sofar, step) => step.Apply(sofar)));

    // Many PVCs with backups, defaults that go up and down, a ceiling that does, and a person who agrees to what is held, or takes that back.
    private static readonly Gen<HistoryStep> Retention = Gen.Select(Gen.Int[0, 9], Gen.Int[0, 31], Gen.Int[1, 9], (number, what, retain) => what switch
    {
        0 or 1 => new HistoryStep("a person agrees", state => Planner.Plan(state.Cluster, state.Defaults, state.Now).HeldRetention is { } held ? state with { Defaults = state.Defaults with { AllowLowerRetention = held.Digest } } : state),
        2 => new HistoryStep("consent is withdrawn", state => state with { Defaults = state.Defaults with { AllowLowerRetention = null } }),
        3 => Listed(StateSlots.Jobs, 0),
        4 => Listed(StateSlots.Backups, retain),
        5 => Unavailable(StateSlots.Backups),
        6 => Put(StateSlots.Settings, A.Setting(LonghornLabels.MaxRetainSetting, retain == 9 ? "x" : $"{retain}"), $"{retain}"),
        7 => Remove(StateSlots.Settings, InLonghorn(LonghornLabels.MaxRetainSetting)),
        8 => new HistoryStep("no ConfigMap", state => state.With(EffectiveDefaults.WithoutConfigMap)),
        9 => new HistoryStep("a bad ConfigMap", state => state.With(EffectiveDefaults.After(state.Defaults, A.ConfigMap("retain=x")))),
        < 14 => new HistoryStep($"default retain {retain}", state => state.With(EffectiveDefaults.After(state.Defaults, A.ConfigMap($"retain={retain}")) with { AllowLowerRetention = state.Defaults.AllowLowerRetention })),
        < 17 => Put(StateSlots.Claims, A.Claim($"m/c{number}", $"enabled=true name=c{number}"), "enabled"),
        17 => Put(StateSlots.Claims, A.Claim($"m/c{number}", $"enabled=true name=c{number} retain={retain}"), $"retain={retain}"),
        18 => Put(StateSlots.Claims, A.Claim($"m/c{number}", $"enabled=true name=c{number} archive=true interval=6"), "archive"),
        19 => Remove(StateSlots.Claims, A.Key($"m/c{number}")),
        < 24 => Put(StateSlots.Jobs, A.Job($"backup-m-c{number}", $"m/c{number}", retain: retain), $"retain {retain}"),
        24 => Remove(StateSlots.Jobs, InLonghorn($"backup-m-c{number}")),
        25 => Put(StateSlots.Jobs, A.Foreign($"backup-m-c{number}"), "foreign"),
        30 => Put(StateSlots.Claims, A.Claim($"m/c{number}", $"name=c{number}"), "says nothing"),
        31 => Put(StateSlots.Namespaces, A.Namespace("m", $"enabled=true retain={retain}"), $"retain {retain}"),
        26 => Remove(StateSlots.Backups, InLonghorn($"b{number}-{retain}")),
        _ => new HistoryStep($"backups of {number}", state => Enumerable.Range(1, retain).Aggregate(state, (sofar, n) =>
            Put(StateSlots.Backups, A.Completed($"b{number}-{n}", "v", A.Now, $"backup-m-c{number}"), "complete").Apply(sofar))),
    });

    public static Gen<HistoryStep[]> Retentions { get; } = Gen.Frequency((15, Retention), (1, RandomLayers.Of("m"))).Array[10, 60].Select(steps => (HistoryStep[])[TenPvcs, .. steps]);

    private static HistoryStep TenPvcs => new("ten PVCs that keep nine backups", state => Enumerable.Range(0, 10).SelectMany(number => (HistoryStep[])
    [
        Put(StateSlots.Claims, A.Claim($"m/c{number}", $"enabled=true name=c{number}"), ""),
        Put(StateSlots.Jobs, A.Job($"backup-m-c{number}", $"m/c{number}", retain: 9), ""),
        .. Enumerable.Range(1, 9).Select(n => Put(StateSlots.Backups, A.Completed($"b{number}-{n}", "v", A.Now, $"backup-m-c{number}"), "")),
    ]).Aggregate(state, (sofar, step) => step.Apply(sofar)));

    public static string Print(IEnumerable<HistoryStep> steps) => string.Join('\n', steps.Select(step => step.Text));

    // Some have never been asked for, some in the past, now, or in the future, and some at a time that is none.
    private static LabelSet Requested(int what) => what < 8 ? LabelSet.Empty : LabelSet.Of((A.Keys.ArchiveRequestedAt, what switch
    {
        < 11 => Request,
        < 14 => "2026-11-23T11:29:58Z",
        < 17 => "2026-11-23T15:00:00Z",
        < 19 => "2027-11-23T15:00:00Z",
        _ => "soon",
    }));

    private static RecurringJob Archived(RecurringJob job, ArchiveId attempt, bool complete) => job with
    {
        Annotations = job.Annotations.With(
        [
            new(A.Keys.ArchiveId, attempt.ToString()),
            new(A.Keys.ArchiveStartedAt, "2026-11-23T11:30:00Z"),
            new(A.Keys.ArchiveRequest, attempt.Attempt % 2 == 0 ? Request : null),
            .. complete ? new KeyValuePair<string, string?>[] { new(A.Keys.ArchiveBackup, attempt.ObjectName) } : [],
        ]),
    };
}
