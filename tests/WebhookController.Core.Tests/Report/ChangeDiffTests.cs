using WebhookController.Core.Labels;
using WebhookController.Core.Layers;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;
using WebhookController.Core.Report;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Report;

/// Each change as what is there and what will be.
public sealed class ChangeDiffTests
{
    private static readonly Claim Claim = A.Claim("web/data", "enabled=true retain=14", volume: "pv-1");
    private static readonly PersistentVolume Pv = A.Pv("pv-1", "v1");

    [Fact]
    public void A_new_job_is_shown_with_all_its_fields_and_the_label_on_its_volume() => AssertDiff(
        """
        create recurringjob backup-web-data
        +   cron: 30 0/4 * * ?
        +   retain: 14
        +   concurrency: 1
        +   full-backup-interval: 4
        +   label backup.vluwte.nl/managed: true
        +   label backup.vluwte.nl/source-namespace: web
        +   label backup.vluwte.nl/source-pvc: data
        +   annotation backup.vluwte.nl/source-uid: uid-pvc-web/data
        label volume v1
        +   label recurring-job.longhorn.io/backup-web-data: enabled
        """,
        Claim, Pv, A.Volume("v1"));

    [Fact]
    public void A_changed_job_is_shown_with_what_changes() => AssertDiff(
        """
        patch recurringjob backup-web-data
        -   retain: 8
        +   retain: 14
        +   annotation backup.vluwte.nl/source-uid: uid-pvc-web/data
        """,
        Claim, Pv, A.Job("backup-web-data", "web/data"), A.Volume("v1", "backup-web-data"));

    [Fact]
    public void A_job_that_goes_is_shown_with_what_is_lost_and_why() => AssertDiff(
        """
        label volume v1
        -   label recurring-job.longhorn.io/backup-web-data: enabled
        delete recurringjob backup-web-data: web/data is opted out
        -   cron: 30 0/4 * * ?
        -   retain: 8
        -   concurrency: 1
        -   full-backup-interval: 4
        """,
        Claim with { Labels = A.Labels("enabled=false") }, Pv, A.Job("backup-web-data", "web/data"), A.Volume("v1", "backup-web-data"));

    [Fact]
    public void A_lower_retain_alone_is_shown()
    {
        var lower = new PatchJob(A.Job("j", "web/data"), [], [], null, ["retain 8 → 7"]) { Retain = 7 };

        Assert.Equal(["patch recurringjob j", "-   retain: 8", "+   retain: 7"], ChangeDiff.Of(lower).Select(line => $"{line}"));
    }

    [Fact]
    public void Steps_of_an_archive_and_labels_of_a_pvc_are_shown()
    {
        var key = new ObjectKey(A.LonghornNamespace, "archive-1");

        Assert.Equal(["create snapshot archive-1", "+   volume: v1"], Lines(new CreateSnapshot(key, "v1", LabelSet.Empty, A.Key("web/data"))));
        Assert.Equal(["create backup archive-1", "+   volume: v1", "+   mode: full"], Lines(new CreateBackup(key, "v1", LabelSet.Empty, A.Key("web/data"))));
        Assert.Equal(
            ["label pvc web/data", "-   label recurring-job.longhorn.io/a: enabled"],
            Lines(new LabelClaim(Claim with { JobLabels = A.JobLabels("a") }, [new("recurring-job.longhorn.io/a", null)])));
    }

    private static IEnumerable<string> Lines(Change change) => ChangeDiff.Of(change).Select(line => $"{line}");

    private static void AssertDiff(string expected, params ClusterObject[] objects) => Assert.Equal(
        expected.ReplaceLineEndings("\n"),
        string.Join('\n', Planner.Plan(World.Of(objects), EffectiveDefaults.BuiltIn, A.Now).Sequences.SelectMany(sequence => sequence.Changes).SelectMany(Lines)));
}
