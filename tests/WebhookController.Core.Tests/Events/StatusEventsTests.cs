using WebhookController.Core.Events;
using WebhookController.Core.Layers;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;
using WebhookController.Core.Status;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Events;

public sealed class StatusEventsTests
{
    private static readonly ObjectKey DefaultsKey = new("backup-controller", "backup-defaults");

    [Fact]
    public void All_mistakes_of_a_pvc_are_one_notice()
    {
        var notice = Assert.Single(Notices(A.Claim("web/data", "enabled=true name=data retain=0 start=2460")));

        Assert.Equal((EventReason.LabelsRefused, new ObjectKey("web", "data"), "uid-pvc-web/data"), (notice.Reason, notice.About.Key, notice.About.Uid));
        Assert.Equal("backup.vluwte.nl/retain=0 is not allowed: use a whole number from 1 to 100; "
            + "backup.vluwte.nl/start=2460 is not allowed: use a time HHMM from 0000 to 2359, for example 0030, or auto", notice.Text);
    }

    [Fact]
    public void An_unlabelled_pvc_has_an_event_of_its_own() =>
        Assert.Equal((EventReason.LabelsRefused, "backup.vluwte.nl/enabled is missing: set it to true to back the PVC up, or to false to opt out"),
            Assert.Single(Notices(A.Claim("web/data", ""))) switch { var notice => (notice.Reason, notice.Text) });

    [Fact]
    public void A_conflict_is_reported_on_every_pvc_involved_and_separately_from_other_mistakes()
    {
        var notices = Notices(A.Claim("web/a", "enabled=true name=data retain=0"), A.Claim("web/b", "enabled=true name=data")).ToList();

        Assert.Equal(["web/a LabelsRefused", "web/a NameConflict", "web/b NameConflict"], notices.Select(notice => $"{notice.About.Key} {notice.Reason}"));
    }

    [Fact]
    public void An_archive_is_reported_when_it_is_ready_and_when_it_failed()
    {
        ClaimEvent Of(ArchiveStatus archive) => Assert.Single(StatusEvents.Of(
            new ClaimPlan(new("web", "data")) { Archives = [archive] }, World.Of(A.Claim("web/data"))));
        var status = new ArchiveStatus(new("web", "data"), "backup-web-data");

        Assert.Equal((EventReason.ArchiveReady, "the archive is complete: the PVC can be deleted"),
            Of(status with { Ready = true }) switch { var notice => (notice.Reason, notice.Text) });
        Assert.Equal((EventReason.ArchiveFailed, "the archive failed and is tried again: no space"),
            Of(status with { Failed = true, Detail = "no space", Outlook = "is tried again" }) switch { var notice => (notice.Reason, notice.Text) });
        Assert.Equal((EventReason.ArchiveFailed, "recurringjob backup-web-data is kept, but the PVC went"),
            Of(status with { Failed = true, Retained = true, Detail = "the PVC went" }) switch { var notice => (notice.Reason, notice.Text) });
    }

    [Fact]
    public void Held_deletions_are_reported_on_the_config_map_with_the_consent_they_need()
    {
        var jobs = Enumerable.Range(0, 12).Select(i => A.Job($"backup-web-{i}", $"web/{i}")).ToArray<ClusterObject>();
        var plan = Planner.Plan(World.Of([.. jobs, A.ConfigMap("retain=5")]), EffectiveDefaults.BuiltIn, A.Now);
        var notice = StatusEvents.OfHeld(plan.Held!, World.Of(A.ConfigMap("retain=5")), DefaultsKey);

        Assert.Equal(new EventSubject("ConfigMap", DefaultsKey, "uid-defaults"), notice.About);
        Assert.Equal($"12 deletions are held, being too many of 12 managed jobs within ten minutes: set allow-mass-deletion={plan.Held!.Digest} in this ConfigMap to let exactly these go", notice.Text);
    }

    [Fact]
    public void Held_retention_is_told_on_the_config_map_with_what_it_would_cost_and_what_lets_it_go_down()
    {
        var world = World.Of([.. Enumerable.Range(0, 12).SelectMany(i => (ClusterObject[])
            [A.Claim($"web/{i}", $"enabled=true name={i}"), A.Job($"backup-web-{i}", $"web/{i}"), A.Completed($"a{i}", "v", A.Now, $"backup-web-{i}"), A.Completed($"b{i}", "v", A.Now, $"backup-web-{i}")])]);
        var held = Planner.Plan(world, EffectiveDefaults.After(null, A.ConfigMap("retain=1")), A.Now).HeldRetention!;

        Assert.Equal(
            (EventReason.RetentionHeld, $"12 jobs keep their retain: a lower one by default would let Longhorn delete 12 of 24 backups. Set allow-lower-retention={held.Digest} in this ConfigMap to let exactly these go down, or retain on the PVCs themselves"),
            StatusEvents.OfHeld(held, world, DefaultsKey) switch { var notice => (notice.Reason, notice.Text) });
    }

    [Fact]
    public void A_change_that_longhorn_would_refuse_is_told_with_what_to_do()
    {
        var notice = Assert.Single(Notices(A.Claim("web/data", "enabled=true name=data interval=6"), A.Job("backup-web-data", "web/data"), A.Setting("recurring-job-max-retention", "2")));

        Assert.Equal(EventReason.BackupJobBlocked, notice.Reason);
        Assert.Equal("recurringjob backup-web-data keeps 8 backups, and Longhorn's Setting recurring-job-max-retention allows 2: Longhorn refuses every change of it, "
            + "so this one waits: cron 30 0/4 * * ? → 30 0/6 * * ?. Set retain to 2 or less, or raise the Setting", notice.Text);
    }

    [Fact]
    public void What_is_in_order_is_no_news() => Assert.Empty(Notices(A.Claim("web/data"), A.Claim("web/out", "enabled=false")));

    private static List<ClaimEvent> Notices(params ReadOnlySpan<ClusterObject> objects)
    {
        var state = World.Of(objects);
        var delta = new IncrementalPlanner().Pass(state, EffectiveDefaults.BuiltIn, A.Now, Affected.Everything());
        return delta.Changes.OrderBy(change => change.Source).SelectMany(change => StatusEvents.Of(change.After!, state)).ToList();
    }
}
