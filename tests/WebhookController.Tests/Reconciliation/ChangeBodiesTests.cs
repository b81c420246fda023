using System.Text.Json.Nodes;
using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;
using WebhookController.Core.Scheduling;
using WebhookController.Reconciliation;

namespace WebhookController.Tests.Reconciliation;

/// The exact JSON that goes to the API server: our fields, the preconditions, and nothing else.
public sealed class ChangeBodiesTests
{
    private static readonly ObjectKey JobKey = new("longhorn-system", "backup-mon-grafana");

    [Fact]
    public void A_job_is_created_with_every_field_we_own() => AssertJson(
        """
        {"apiVersion":"longhorn.io/v1beta2","kind":"RecurringJob",
         "metadata":{"name":"backup-mon-grafana","namespace":"longhorn-system","labels":{
           "backup.vluwte.nl/managed":"true","backup.vluwte.nl/source-namespace":"mon","backup.vluwte.nl/source-pvc":"grafana"},"annotations":{"backup.vluwte.nl/source-uid":"c"}},
         "spec":{"name":"backup-mon-grafana","task":"backup","cron":"30 0/4 * * ?","retain":8,"concurrency":1,"groups":[],
           "parameters":{"full-backup-interval":"4"},
           "labels":{"backup.vluwte.nl/source-namespace":"mon","backup.vluwte.nl/source-pvc":"grafana"}}}
        """,
        ChangeBodies.Of(new CreateJob(Desired(), new ObjectKey("mon", "grafana"))));

    [Fact]
    public void A_patch_names_the_version_it_was_made_for_and_removes_labels_with_null() => AssertJson(
        """{"metadata":{"uid":"u1","resourceVersion":"7","labels":{"backup.vluwte.nl/archive":null}}}""",
        ChangeBodies.Of(new PatchJob(Observed(), [new("backup.vluwte.nl/archive", null)], [], null, ["…"])));

    [Fact]
    public void A_retained_archive_is_brought_within_the_ceiling_and_nothing_else_of_its_spec_is_written() => AssertJson(
        """{"metadata":{"uid":"u1","resourceVersion":"7","annotations":{"a":"b"}},"spec":{"retain":5}}""",
        ChangeBodies.Of(new PatchJob(Observed(), [], [new("a", "b")], null, ["…"]) { Retain = 5 }));

    [Fact]
    public void A_volume_is_labelled_by_uid_alone_since_its_version_changes_all_the_time() => AssertJson(
        """{"metadata":{"uid":"u2","labels":{"recurring-job.longhorn.io/new":"enabled","recurring-job.longhorn.io/old":null}}}""",
        ChangeBodies.Of(new LabelVolume(
            new LonghornVolume { Key = new ObjectKey("longhorn-system", "v"), Uid = "u2", ResourceVersion = "9" },
            [new("recurring-job.longhorn.io/new", "enabled"), new("recurring-job.longhorn.io/old", null)])));

    [Fact]
    public void A_pvc_is_labelled_by_uid_too() => AssertJson(
        """{"metadata":{"uid":"u3","labels":{"recurring-job.longhorn.io/job":"enabled"}}}""",
        ChangeBodies.Of(new LabelClaim(
            new Claim { Key = new ObjectKey("mon", "grafana"), Uid = "u3", ResourceVersion = "9" },
            [new("recurring-job.longhorn.io/job", "enabled")])));

    private static DesiredJob Desired() => DesiredJob.For(
        JobKey,
        ResolvedClaim.Of(
            new Claim
            {
                Key = new ObjectKey("mon", "grafana"),
                Uid = "c",
                ResourceVersion = "1",
                Labels = LabelSet.Of(("backup.vluwte.nl/enabled", "true"), ("backup.vluwte.nl/name", "grafana")),
            },
            new ClusterState(LabelKeys.Default, "longhorn-system")),
        BackupSettings.BuiltIn,
        LabelKeys.Default);

    private static RecurringJob Observed() => new() { Key = JobKey, Uid = "u1", ResourceVersion = "7", Spec = Desired().Spec };

    private static void AssertJson(string expected, ReadOnlyMemory<byte> actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual.Span)), System.Text.Encoding.UTF8.GetString(actual.Span));
}
