using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Layers;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;
using WebhookController.Core.Report;
using WebhookController.Core.Status;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Report;

/// What people read is what the plan says.
public sealed class ClusterReporterTests
{
    private static readonly PersistentVolume Pv = A.Pv("pv-1", "v1");
    private static readonly RecurringJob Job = A.Job("backup-web-data", "web/data") with { Created = A.Now.AddDays(-9) };
    private static readonly LonghornVolume Volume = A.Volume("v1", "backup-web-data") with { Created = A.Now.AddDays(-9) };

    [Fact]
    public void Each_setting_says_which_layer_it_comes_from()
    {
        var world = World.Empty.With(
            A.Claim("web/data", "retain=9"), A.Namespace("web", "enabled=true retain=10 interval=6"), A.ConfigMap("concurrency=2 retain=3"));
        world = world with { Objects = world.Objects.Replace(world.Objects.OfType<StorageClass>().First(), A.Class("longhorn", labels: "start=0145 interval=12")) };

        var claim = Assert.Single(Report(world).Claims);

        Assert.Equal(EnabledBy.Namespace, claim.EnabledBy);
        Assert.Equal(
            [
                new("retain", "9", SettingSource.Claim), new("interval", "6", SettingSource.Namespace), new("start", "0145", SettingSource.StorageClass),
                new("full-backup-interval", "4", SettingSource.BuiltIn), new("concurrency", "2", SettingSource.ConfigMap),
            ],
            claim.Settings);
    }

    [Fact]
    public void A_setting_that_nobody_says_any_more_is_of_the_job()
    {
        var report = Report(World.Empty.With(A.Claim("web/data", "enabled=true"), Job with { Spec = Job.Spec with { Retain = 30 } }), EffectiveDefaults.WithoutConfigMap);

        Assert.Contains(new SettingReport("retain", "30", SettingSource.Job), Assert.Single(report.Claims).Settings);
    }

    [Fact]
    public void The_settings_are_those_that_the_planner_gives_its_job()
    {
        var world = World.Empty.With(A.Claim("web/data", "start=auto"), A.Namespace("web", "enabled=true retain=10 interval=6"), A.ConfigMap("concurrency=2"));
        var plan = Planner.Plan(world.State, Defaults(world), A.Now);
        var spec = Assert.Single(plan.Changes.OfType<CreateJob>()).Job.Spec;

        var settings = Assert.Single(Report(world).Claims).Settings.ToDictionary(setting => setting.Name, setting => setting.Value);

        Assert.Equal(($"{spec.Retain}", $"{spec.Concurrency}", spec.FullBackupInterval), (settings["retain"], settings["concurrency"], settings["full-backup-interval"]));
        Assert.EndsWith($"/{settings["interval"]} * * ?", spec.Cron, StringComparison.Ordinal);
        Assert.Equal(StartTime.AutoText, settings["start"]);
    }

    [Theory]
    [InlineData("enabled=true", true, -3, Urgency.None)]
    [InlineData("enabled=true", true, -7, Urgency.Warning)]
    [InlineData("enabled=true", true, -30, Urgency.Critical)]
    [InlineData("enabled=true", false, -3, Urgency.Critical)]
    [InlineData("enabled=true retain=0", true, -3, Urgency.Warning)]
    [InlineData("", true, -3, Urgency.Warning)]
    [InlineData("enabled=false", true, -3, Urgency.None)]
    public void What_is_at_risk_comes_first(string labels, bool carried, int hoursAgo, Urgency urgency)
    {
        var claim = A.Claim("web/data", labels, volume: "pv-1") with { Created = A.Now.AddDays(-9) };
        var report = Report(World.Empty.With(claim, Pv, Job, carried ? Volume : Volume with { JobLabels = LabelSet.Empty }, A.Completed("b1", "v1", A.Now.AddHours(hoursAgo), "backup-web-data")));

        Assert.Equal(urgency, Assert.Single(report.Claims).Urgency);
    }

    [Fact]
    public void Totals_count_each_pvc_once()
    {
        var report = Report(World.Empty.With(
            A.Claim("web/data", "enabled=true", volume: "pv-1"), Pv, Job, Volume, A.Completed("b1", "v1", A.Now.AddHours(-3), "backup-web-data"),
            A.Claim("web/new", "enabled=true"), A.Claim("web/forgotten", ""), A.Claim("web/out", "enabled=false"), A.Claim("scratch/x", "")) with
        { Exemptions = new(["scratch"], []) });

        Assert.Equal(new ReportTotals { Claims = 4, Covered = 2, OptedOut = 1, Exempt = 1, Violating = 1, NeedAttention = 1, ByState = report.Totals.ByState }, report.Totals);
        Assert.Equal(2.0 / 3, report.Totals.Coverage);
        Assert.Equal((1, new TimeOnly(0, 30)), (report.Starts.Peak, report.Starts.PeakAt));
    }

    [Fact]
    public void A_cluster_without_pvcs_is_covered() => Assert.Equal(1, Report(World.Empty).Totals.Coverage);

    [Fact]
    public void What_waits_for_a_person_is_marked()
    {
        var claims = Enumerable.Range(10, 12).Select(n => A.Claim($"web/c{n}", "")).ToList();
        var jobs = claims.Select(claim => A.Job($"backup-web-{claim.Key.Name}", $"{claim.Key}") is var job ? job with { Annotations = job.Annotations.With([new(A.Keys.OptedInBy, "layer")]) } : job);

        var report = Report(World.Empty.With([.. claims, .. jobs, A.Namespace("web", "enabled=false")]));

        Assert.Equal(12, report.HeldDeletions?.Deletions.Count);
        Assert.All(report.Claims, claim => Assert.True(claim is { Held: true, Urgency: Urgency.Warning }));
    }

    [Fact]
    public void A_layer_with_a_mistake_is_reported_with_it()
    {
        var report = Report(World.Empty.With(A.Namespace("web", "intervall=6"), A.Claim("web/data", "enabled=true")));

        var (layer, problem) = Assert.Single(report.LayerMistakes);
        Assert.Equal("Namespace web", layer);
        Assert.Contains("did you mean backup.vluwte.nl/interval?", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void While_not_everything_is_read_labels_are_reported_and_what_is_missing()
    {
        var report = Report(World.Empty.With(A.Claim("web/data", "enabled=true retain=0"), A.Claim("web/other", "enabled=true")).WithUnsynced<RecurringJob>());

        Assert.Equal(["violating/invalid_retain", "unknown/not_read"], report.Claims.Select(claim => $"{claim.Status.Current.State.MetricName()}/{claim.Status.Current.ReasonName}"));
        Assert.Equal(["Longhorn's RecurringJobs (403 Forbidden)"], report.Missing);
    }

    [Fact]
    public void An_archive_is_reported_with_its_backup_and_its_last_day()
    {
        var kept = A.Job("backup-web-gone", "web/gone", "archive=true archive-delete-after=2027-07-11") with { Annotations = A.Labels("archive-id=0123456789-1 archive-backup=archive-0123456789-1") };

        var archive = Assert.Single(Report(World.Empty.With(kept)).Archives);

        Assert.Equal(("archive-0123456789-1", new DateOnly(2027, 7, 11), true), (archive.Backup, archive.DeleteAfter!.Value, archive.Status.Retained));
    }

    private static ClusterReport Report(World world, EffectiveDefaults? defaults = null)
    {
        var (state, said) = (world.State, defaults ?? Defaults(world));
        return ClusterReporter.Of(state, Planner.Plan(state, said, A.Now), said, A.Now);
    }

    private static EffectiveDefaults Defaults(World world) => EffectiveDefaults.After(null, world.Objects.OfType<ConfigMap>().FirstOrDefault() ?? A.ConfigMap(""));
}
