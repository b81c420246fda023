using WebhookController.Cache;
using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Layers;
using WebhookController.Core.Objects;
using WebhookController.Core.Reviews;
using WebhookController.Tests.Admission;
using WebhookController.Tests.Cache;
using WebhookController.Tests.Integration.Support;

namespace WebhookController.Tests.Integration;

/// What is checked at the end of every scenario, checked on ends that are wrong.
public sealed class InvariantTests
{
    private const string Job = "backup-mon-grafana";
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private static readonly Claim Grafana = Cluster.Claim("mon", "grafana", ("enabled", "true")) with { VolumeName = "pv-1" };
    private static readonly PersistentVolume Pv = new() { Key = ObjectKey.ClusterScoped("pv-1"), Uid = "p", ResourceVersion = "1", CsiDriver = LonghornLabels.Driver, VolumeHandle = "v1", ClaimRef = Grafana.Key };
    private static readonly RecurringJob Own = Cluster.JobOf(Grafana, Job);
    private static readonly RecurringJob Nightly = Cluster.Job("nightly") with { Groups = "default" };
    private static readonly Backup Archive = new() { Key = new("longhorn-system", "archive-1"), Uid = "b", ResourceVersion = "1", State = BackupState.Completed, Volume = "v1" };

    [Fact]
    public void I11_that_something_was_not_planned_again_is_seen()
    {
        var (before, after) = (State(Grafana, Pv, Volume(Job), Own), State(Grafana, Pv, Volume(), Own));

        Assert.Empty(PlanLaws.NotOfAFullPass(Told(before), before, Now));
        var broken = PlanLaws.NotOfAFullPass(Told(before), after, Now);
        Assert.Contains(broken, line => line.StartsWith("a full pass says: mon/grafana: label volume v1", StringComparison.Ordinal));
        Assert.Contains(broken, line => line.StartsWith("it was told: ProtectionStatus", StringComparison.Ordinal) && line.Contains("Managed = True", StringComparison.Ordinal));
    }

    [Fact]
    public void I11_that_something_gone_is_still_told_is_seen() =>
        Assert.NotEmpty(PlanLaws.NotOfAFullPass(Told(State(Grafana with { VolumeName = null }, Own)), State(), Now));

    [Fact]
    public void I15_that_only_who_saw_it_all_says_so_is_seen()
    {
        var (seen, fresh) = (State(Grafana with { Labels = LabelSet.Empty }, Pv, Volume(Job), Own), State(Grafana with { Labels = LabelSet.Empty }, Pv, Volume(), Own));

        Assert.Empty(PlanLaws.NotOfAFreshStart(Told(seen), seen, Now));
        Assert.NotEmpty(PlanLaws.NotOfAFreshStart(Told(seen), fresh, Now));
    }

    [Fact]
    public void I15_that_who_starts_now_would_do_something_is_seen()
    {
        var state = State(Grafana);

        Assert.StartsWith("still to do: mon/grafana: create recurringjob backup-mon-grafana", PlanLaws.NotOfAFreshStart(Told(state), state, Now)[0], StringComparison.Ordinal);
    }

    [Fact]
    public void I15_nobody_who_starts_now_knows_what_only_happened()
    {
        var failed = Archive with { State = BackupState.Failed, Created = Now };
        var cache = new ClusterCache(LabelKeys.Default, "longhorn-system", TimeProvider.System).LoadAll();
        foreach (var item in (ClusterObject[])[Grafana, Pv, Volume(Job), Own with { Spec = Own.Spec }, failed]) Put(cache, item);
        cache.Update(StateSlots.Backups, failed.Key, set => set.Remove(failed.Key, failed.Uid));

        Assert.DoesNotContain(
            PlanLaws.NotOfAFreshStart(Told(cache.State), State(Grafana, Pv, Volume(Job), Own), Now), line => line.Contains("ProtectionStatus", StringComparison.Ordinal));
        Assert.Contains(
            PlanLaws.NotOfAFullPass(Told(cache.State), State(Grafana, Pv, Volume(Job), Own), Now), line => line.Contains("Failures = 1", StringComparison.Ordinal));
    }

    public static TheoryData<string, string> Announced => new()
    {
        { $"{AnnouncementText.IsDeleted(Job)}; it has no backups", "no job|job" },
        { AnnouncementText.IsDeletedOnceLetGo(Job), "no job|job" },
        { AnnouncementText.GoesOnceLonghornIsRead(Job), "no job|job" },
        { AnnouncementText.GoesOnUntilReplaced(Job), "no job|replaced" },
        { $"{AnnouncementText.GoesOn(Job)}enabled=false would end it", "job|no job" },
        { AnnouncementText.StaysWhileNeeded(Job), "job|no job" },
        { AnnouncementText.StaysWithArchive(Job), "job|no job" },
        { AnnouncementText.MayKeepAnothersArchive(Job), "job|no job" },
        { AnnouncementText.IsFromNowOn(Job), "carried|job" },
        { AnnouncementText.IsFromNowOn(Job), "carried|no job" },
        { $"{AnnouncementText.LowersRetention("8")} 3 backups at the job's next run", "job|lower" },
        { AnnouncementText.BacksItUpToo("nightly"), "default|job" },
        { AnnouncementText.GoesOnBackingItUp("nightly"), "default|no job" },
        { AnnouncementText.IsRunByDefault("nightly"), "default|no job" },
        { $"{AnnouncementText.ArchiveStays("archive-1")}, with no reminder", "archive|job" },
        { AnnouncementText.PredecessorsArchiveIsKept("archive-1"), "archive|job" },
        { $"{AnnouncementText.NotBackedUp}: label it", "no job|job" },
        { AnnouncementText.HasNoEffect, "no job|job" },
    };

    [Theory]
    [MemberData(nameof(Announced))]
    public void I16_what_was_announced_and_did_not_come_true_is_seen(string text, string ends)
    {
        var announcement = Announcement.Read(Grafana.Key, WarningText.Line(Grafana.Key, text));

        Assert.NotNull(announcement);
        Assert.True(announcement.IsTrueIn(End(ends.Split('|')[0])));
        Assert.False(announcement.IsTrueIn(End(ends.Split('|')[1])));
    }

    [Theory]
    [InlineData("mon/grafana: a new volume is empty: put the label archive on once its data is there")]
    [InlineData("mon/other: job backup-mon-grafana is deleted; it has no backups")]
    public void I16_what_announces_nothing_of_the_pvc_is_passed_over(string warning) => Assert.Null(Announcement.Read(Grafana.Key, warning));

    [Fact]
    public void I16_only_what_the_last_change_led_to_is_looked_at()
    {
        var announcements = new Announcements();
        var warned = new Support.Answer(System.Net.HttpStatusCode.OK, [], [WarningText.Line(Grafana.Key, AnnouncementText.IsDeleted(Job))]);
        const string path = "api/v1/namespaces/mon/persistentvolumeclaims/grafana";

        announcements.Take(HttpMethod.Patch, path, warned);
        Assert.Empty(announcements.NotTrueIn(End("job"), held: [Job]));
        announcements.Take(HttpMethod.Patch, path, warned);
        Assert.Single(announcements.NotTrueIn(End("job"), held: []));
        announcements.Take(HttpMethod.Patch, path, warned);
        announcements.Take(HttpMethod.Get, path, warned with { Warnings = [] });
        announcements.Take(HttpMethod.Patch, path, warned with { Status = System.Net.HttpStatusCode.Forbidden });
        announcements.Take(HttpMethod.Patch, $"{path}?dryRun=All", warned with { Warnings = [] });
        Assert.Single(announcements.NotTrueIn(End("job"), held: []));
        announcements.Take(HttpMethod.Patch, path, warned);
        announcements.Take(HttpMethod.Patch, path, warned with { Warnings = [] });
        Assert.Empty(announcements.NotTrueIn(End("job"), held: []));
    }

    private static ClusterState End(string end) => end switch
    {
        "no job" => State(Grafana, Pv, Volume(), Nightly),
        "job" => State(Grafana, Pv, Volume(), Own, Nightly),
        "carried" => State(Grafana, Pv, Volume(Job), Own),
        "replaced" => State(Grafana, Pv, Volume("backup-mon-new"), Own, Cluster.JobOf(Grafana, "backup-mon-new")),
        "lower" => State(Grafana, Pv, Volume(Job), Own with { Spec = Own.Spec with { Retain = 7 } }),
        "default" => State(Grafana, Pv, Volume() with { GroupLabels = LabelSet.Of((LonghornLabels.InDefaultGroup, LonghornLabels.Enabled)) }, Nightly),
        "archive" => State(Grafana, Pv, Volume(), Archive),
        _ => throw new ArgumentException(end),
    };

    private static LonghornVolume Volume(params string[] jobs) => new()
    {
        Key = new("longhorn-system", "v1"),
        Uid = "v",
        ResourceVersion = "1",
        JobLabels = LabelSet.From(jobs.Select(job => KeyValuePair.Create(LonghornLabels.ForJob(job), LonghornLabels.Enabled))),
    };

    private static ToldPlans Told(ClusterState state) => ToldPlans.OfFullPass(state, EffectiveDefaults.WithoutConfigMap, Now);

    private static ClusterState State(params ClusterObject[] items)
    {
        var cache = new ClusterCache(LabelKeys.Default, "longhorn-system", TimeProvider.System).LoadAll();
        foreach (var item in items) Put(cache, item);
        return cache.State;
    }

    private static void Put(ClusterCache cache, ClusterObject item)
    {
        if (item is Claim claim) cache.Put(StateSlots.Claims, claim);
        if (item is PersistentVolume pv) cache.Put(StateSlots.PersistentVolumes, pv);
        if (item is LonghornVolume volume) cache.Put(StateSlots.Volumes, volume);
        if (item is RecurringJob job) cache.Put(StateSlots.Jobs, job);
        if (item is Backup backup) cache.Put(StateSlots.Backups, backup);
    }
}
