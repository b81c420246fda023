using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Layers;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;
using WebhookController.Core.Status;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Status;

/// How fresh the backups of a PVC are said to be.
public sealed class ProtectionEvaluatorTests
{
    private static readonly Claim Claim = A.Claim("web/data", volume: "pv-1") with { Created = A.Now.AddDays(-9) };
    private static readonly PersistentVolume Pv = A.Pv("pv-1", "v1") with { ClaimRef = A.Key("web/data") };
    private static readonly RecurringJob Job = A.Job("backup-web-data", "web/data") with { Created = A.Now.AddDays(-7) };
    private static readonly LonghornVolume Volume = A.Volume("v1", "backup-web-data") with { Created = A.Now.AddDays(-8) };
    private static readonly ClusterObject[] Settled = [Claim, Pv, Job, Volume];

    [Fact]
    public void The_last_success_is_the_newest_backup_of_the_volume_no_matter_who_made_it() => Assert.Equal(
        A.Now.AddHours(-1),
        Of([.. Settled, A.Completed("b1", "v1", A.Now.AddHours(-4), "backup-web-data"), A.Completed("b2", "v1", A.Now.AddHours(-1))]).LastSuccess);

    [Fact]
    public void A_pvc_recreated_on_a_fresh_volume_is_not_fresh_by_its_predecessors_backups() => Assert.Null(
        Of([.. Settled, A.Completed("b1", "v0", A.Now.AddHours(-1), "backup-web-data") with { SourceLabels = Job.Spec.BackupLabels }]).LastSuccess);

    [Fact]
    public void What_the_volume_says_of_its_last_backup_counts_too_where_it_is_newer()
    {
        var backup = A.Completed("b1", "v1", A.Now.AddHours(-4));

        Assert.Equal(A.Now, Of([Claim, Pv, Job, Volume with { LastBackupAt = A.Now }, backup]).LastSuccess);
        Assert.Equal(backup.Completed, Of([Claim, Pv, Job, Volume with { LastBackupAt = A.Now.AddDays(-1) }, backup]).LastSuccess);
        Assert.Null(Of([Claim, Pv, Job, Volume with { LastBackupAt = A.Now, Restoring = true }]).LastSuccess);
    }

    [Fact]
    public void A_failure_is_reported_until_its_volume_is_gone_and_a_success_does_not_end_it()
    {
        var failed = A.Failed("b1", "v1", A.Now.AddHours(-4));
        var state = World.Of([.. Settled, failed]).Remove(StateSlots.Backups, failed).Put(StateSlots.Backups, A.Completed("b2", "v1", A.Now));

        var later = Of(state);

        Assert.Equal((1, failed.Created, A.Now), (later.Failures, later.LastFailure, later.LastSuccess));
        Assert.Equal((0, null), (Of(Settled).Failures, Of(Settled).LastFailure));
    }

    [Fact]
    public void A_plan_that_sees_only_half_forgets_nothing_and_counts_nothing()
    {
        var failed = A.Failed("b1", "v1", A.Now);
        var state = World.Of([.. Settled, failed]);

        var half = state.Load(StateSlots.Backups, state.Longhorn.Backups.Unavailable("403 Forbidden"));
        var whole = half.Load(StateSlots.Backups, ObjectSet<Backup>.Unread.Replace([], [], "2"));

        Assert.Empty(Planner.Plan(half, EffectiveDefaults.BuiltIn, A.Now).Protections);
        Assert.Equal(1, Of(whole).Failures);
    }

    [Fact]
    public void A_backup_under_way_says_when_it_last_moved()
    {
        Assert.Equal(A.Now, Of([.. Settled, A.UnderWay("b", "v1", 3)]).ProgressMoved);
        Assert.Null(Of(Settled).ProgressMoved);
    }

    [Fact]
    public void The_schedule_is_that_of_the_job_as_it_is()
    {
        var daily = Of([Claim, Pv, A.Job("backup-web-data", "web/data", cron: "15 3 * * ?", retain: 30), Volume]);

        Assert.Equal((30, 8, null), (daily.Retain, Of(Settled).Retain, Of([Claim, Pv, Volume]).Retain));
        Assert.Equal((TimeSpan.FromHours(24), new DateTimeOffset(2026, 11, 24, 3, 15, 0, TimeSpan.Zero)), (daily.Interval, daily.NextRun));
        Assert.Equal((TimeSpan.FromHours(4), A.Now.AddMinutes(30)), (Of(Settled).Interval, Of(Settled).NextRun));
    }

    [Fact]
    public void Nothing_is_reported_about_a_schedule_that_cannot_be_read()
    {
        var odd = Of([Claim, Pv, A.Job("backup-web-data", "web/data", cron: "0 3 * * 1"), Volume]);

        Assert.Equal((null, null, "ok"), (odd.Interval, odd.NextRun, odd.Current.ReasonName));
    }

    [Theory]
    [InlineData(-1, -8, -7)]
    [InlineData(-9, -1, -7)]
    [InlineData(-9, -8, -1)]
    public void A_pvc_is_protected_since_the_youngest_of_pvc_volume_and_job(int claim, int volume, int job) => Assert.Equal(A.Now.AddDays(-1), Of(
        [
            Claim with { Created = A.Now.AddDays(claim) }, Pv, Volume with { Created = A.Now.AddDays(volume) }, Job with { Created = A.Now.AddDays(job) },
        ]).ProtectedSince);

    [Fact]
    public void A_pvc_is_not_protected_before_its_volume_got_the_label_of_the_job()
    {
        Assert.Equal(A.Now.AddHours(-1), Of([Claim, Pv, Job, Labelled("backup-web-data", A.Now.AddHours(-1))]).ProtectedSince);
        Assert.Equal(Job.Created, Of([Claim, Pv, Job, Labelled("backup-web-data", Job.Created.AddHours(-1))]).ProtectedSince);
        Assert.Equal(Job.Created, Of([Claim, Pv, Job, Labelled("weekly", A.Now.AddHours(-1))]).ProtectedSince);
    }

    // From the label on, the next run of the job is the first.
    [Fact]
    public void A_volume_that_got_the_label_long_after_all_was_made_awaits_its_first_run()
    {
        Assert.Equal("first_run_not_due", Of([Claim, Pv, Job, Labelled("backup-web-data", A.Now.AddMinutes(-5))]).Current.ReasonName);
        Assert.Equal("ok", Of([Claim, Pv, Job, Labelled("backup-web-data", A.Now.AddHours(-5))]).Current.ReasonName);
    }

    [Fact]
    public void A_label_from_the_future_counts_once_that_has_come()
    {
        var state = World.Of([Claim, Pv, Job, Labelled("backup-web-data", A.Now.AddMinutes(80))]);
        var planner = new IncrementalPlanner();
        planner.Pass(state, EffectiveDefaults.BuiltIn, A.Now, Affected.Everything());
        Assert.Equal(Job.Created, planner.Plan.Protections.Single().ProtectedSince);

        planner.Pass(state, EffectiveDefaults.BuiltIn, A.Now.AddMinutes(20), new Affected());

        Assert.Equal(A.Now.AddMinutes(80), planner.Plan.Protections.Single().ProtectedSince);
    }

    [Fact]
    public void A_pvc_whose_volume_does_not_carry_the_job_is_not_protected_yet()
    {
        Assert.Null(Of([Claim, Pv, Job, A.Volume("v1")]).ProtectedSince);
        Assert.Null(Of([Claim, Pv, Job]).ProtectedSince);
        Assert.Null(Of([Claim, Pv, Volume]).ProtectedSince);
        Assert.Null(Of([Claim with { VolumeName = null }, Job]).ProtectedSince);
    }

    [Fact]
    public void Only_a_pvc_that_wants_it_and_whose_volume_carries_the_job_counts_as_managed()
    {
        Assert.True(Of(Settled).Managed);
        Assert.False(Of([Claim, Pv, Job, A.Volume("v1")]).Managed);
        Assert.False(Of([Claim, Pv, Job]).Managed);
        Assert.False(Of([A.Claim("web/data", "enabled=false name=data", volume: "pv-1"), Pv, Job, Volume]).Managed);
    }

    [Fact]
    public void A_pvc_with_a_mistake_is_as_fresh_as_its_job_keeps_it()
    {
        var mistaken = Of([A.Claim("web/data", "enabled=true name=data retain=0", volume: "pv-1"), Pv, Job, Volume, A.Completed("b", "v1", A.Now)]);

        Assert.Equal(("backup-web-data", A.Now, TimeSpan.FromHours(4)), (mistaken.Job, mistaken.LastSuccess, mistaken.Interval));
    }

    [Fact]
    public void Targets_are_reported_that_have_a_url_and_were_tried() => Assert.Equal(
        [new TargetStatus("default", true), new TargetStatus("offsite", false)],
        Planner.Plan(
            World.Of(A.Target("offsite", available: false), A.Target("unset", hasUrl: false, available: false), A.Target("untried", available: null)),
            EffectiveDefaults.BuiltIn, A.Now).Targets);

    private static LonghornVolume Labelled(string job, DateTimeOffset at) =>
        Volume with { JobLabelsSince = default(JobLabelTimes).With(LonghornLabels.ForJob(job), at) };

    private static ProtectionStatus Of(ClusterObject[] objects) => Of(World.Of(objects));

    private static ProtectionStatus Of(ClusterState state) => Assert.Single(Planner.Plan(state, EffectiveDefaults.BuiltIn, A.Now).Protections);
}
