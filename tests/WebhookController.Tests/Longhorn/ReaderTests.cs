using System.Text.Json;
using WebhookController.Cache;
using WebhookController.Core.Labels;
using WebhookController.Core.Layers;
using WebhookController.Core.Objects;

namespace WebhookController.Tests.Longhorn;

/// How objects are read: only what we need of them; what can't be read throws and becomes unknown.
public sealed class ReaderTests
{
    private static readonly WatchedResources WatchedResources = new(LabelKeys.Default, "backup-controller", "longhorn-system", Exemptions.None);

    [Fact]
    public void A_pvc_keeps_our_labels_and_longhorns_and_drops_the_rest()
    {
        var claim = WatchedResources.Claims.Decode(Json(
            """
            {"metadata":{"name":"grafana","namespace":"mon","uid":"u","resourceVersion":"7","managedFields":[{"manager":"x"}],
              "labels":{"app":"grafana","backup.vluwte.nl/enabled":"true","recurring-job.longhorn.io/source":"enabled"}},
             "spec":{"volumeName":"pv-1"}}
            """));

        Assert.Equal(LabelSet.Of(("backup.vluwte.nl/enabled", "true")), claim.Labels);
        Assert.True(claim.IsJobLabelSource);
        Assert.Equal("pv-1", claim.VolumeName);
        Assert.Null(claim.StorageClass);
    }

    [Fact]
    public void The_legacy_annotation_names_the_storage_class_before_the_spec_does() => Assert.Equal("old", WatchedResources.Claims.Decode(Json(
        """
        {"metadata":{"name":"a","namespace":"b","annotations":{"volume.beta.kubernetes.io/storage-class":"old"}},"spec":{"storageClassName":"new"}}
        """)).StorageClass);

    [Fact]
    public void An_empty_storage_class_is_not_a_missing_one() =>
        Assert.Equal("", WatchedResources.Claims.Decode(Json("""{"metadata":{"name":"a"},"spec":{"storageClassName":""}}""")).StorageClass);

    [Theory]
    [InlineData("""{"metadata":{"name":"a","labels":7}}""")]
    [InlineData("""{"metadata":{"name":"a","labels":{"x":7}}}""")]
    [InlineData("""{"metadata":{"name":"a"},"spec":"text"}""")]
    [InlineData("""{"metadata":{}}""")]
    [InlineData("""{"spec":{}}""")]
    [InlineData("null")]
    public void What_cannot_be_read_throws(string json) => Assert.Throws<JsonException>(() => WatchedResources.Claims.Decode(Json(json)));

    [Theory]
    [InlineData("""{"snapshotName":"s"},"status":{"state":""}""", BackupState.UnderWay)]
    [InlineData("""{"snapshotName":"s"},"status":{"state":"InProgress"}""", BackupState.UnderWay)]
    [InlineData("""{"snapshotName":"s"}""", BackupState.UnderWay)]
    [InlineData("""{},"status":{"state":""}""", BackupState.Unread)]
    [InlineData("""{"snapshotName":""}""", BackupState.Unread)]
    [InlineData("""{},"status":{"state":"Completed"}""", BackupState.Completed)]
    public void A_backup_that_was_found_in_the_target_is_not_under_way(string rest, BackupState state) =>
        Assert.Equal(state, WatchedResources.Backups.Decode(Json($$"""{"metadata":{"name":"b","namespace":"longhorn-system"},"spec":{{rest}}}""")).State);

    [Fact]
    public void A_job_is_read_in_the_fields_we_compare()
    {
        var job = WatchedResources.RecurringJobs.Decode(Json(
            """
            {"metadata":{"name":"j","namespace":"longhorn-system","labels":{"backup.vluwte.nl/managed":"true","other":"x"}},
             "spec":{"name":"j","task":"backup","cron":"30 0/4 * * ?","retain":8,"concurrency":1,"groups":["default"],
               "labels":{"backup.vluwte.nl/source-pvc":"p","mine":"y"},"parameters":{"full-backup-interval":"4"}},
             "status":{"executionCount":3}}
            """));

        Assert.Equal(LabelSet.Of(("backup.vluwte.nl/managed", "true")), job.Labels);
        Assert.Equal("default", job.Groups);
        Assert.Equal(
            new JobSpec
            {
                Task = "backup",
                Cron = "30 0/4 * * ?",
                Retain = 8,
                Concurrency = 1,
                FullBackupInterval = "4",
                InGroups = true,
                BackupLabels = LabelSet.Of(("backup.vluwte.nl/source-pvc", "p")),
            },
            job.Spec);
    }

    [Theory]
    [InlineData("""{"spec":{"labels":{"RecurringJob":"j"}},"status":{}}""")]
    [InlineData("""{"spec":{},"status":{"labels":{"RecurringJob":"j"}}}""")]
    [InlineData("""{"spec":{"labels":null},"status":{"labels":{"RecurringJob":"j"}}}""")]
    public void The_job_of_a_backup_is_found_in_status_or_else_in_spec(string json)
    {
        var backup = json.Insert(1, """ "metadata":{"name":"b"},""");

        Assert.Equal("j", WatchedResources.Backups.Decode(Json(backup)).Job);
    }

    [Theory]
    [InlineData("""{"namespace":"mon","pvcName":"grafana","pvName":"pv-1","pvStatus":"Bound","workloadsStatus":null}""", "mon/grafana")]
    [InlineData("""{"namespace":"mon","pvcName":""}""", null)]
    [InlineData("""{"namespace":"","pvcName":"grafana"}""", null)]
    [InlineData("""{"namespace":7,"pvcName":"grafana"}""", null)]
    [InlineData("null", null)]
    [InlineData("{", null)]
    [InlineData("", null)]
    public void The_pvc_of_a_backup_comes_from_longhorns_note_if_that_can_be_read(string note, string? claim)
    {
        var labels = $$"""{"labels":{"KubernetesStatus":{{JsonSerializer.Serialize(note)}} } }""";
        var read = WatchedResources.Backups.Decode(Json($$"""{"metadata":{"name":"b"},"status":{{labels}} }"""));
        var asked = WatchedResources.Backups.Decode(Json($$"""{"metadata":{"name":"b"},"spec":{{labels}},"status":{"labels":{"x":"y"} } }"""));

        Assert.Equal((claim, claim), (read.Claim?.ToString(), asked.Claim?.ToString()));
    }

    [Theory]
    [InlineData("""{"spec":{"labels":{"SOURCE-namespace":"a","SOURCE-pvc":"old"}},"status":{"labels":{"SOURCE-namespace":"mon","SOURCE-pvc":"p"}}}""")]
    [InlineData("""{"spec":{"labels":{"SOURCE-namespace":"mon","SOURCE-pvc":"p"}},"status":{"labels":{"KubernetesStatus":"{}"}}}""")]
    [InlineData("""{"spec":{},"status":{"labels":{"SOURCE-namespace":"mon","SOURCE-pvc":"p","other":"x"}}}""")]
    public void The_source_labels_of_a_backup_are_found_in_status_or_else_in_spec(string json)
    {
        var backup = json.Insert(1, """ "metadata":{"name":"b"},""").Replace("SOURCE", "backup.vluwte.nl/source", StringComparison.Ordinal);

        Assert.Equal(
            LabelSet.Of(("backup.vluwte.nl/source-namespace", "mon"), ("backup.vluwte.nl/source-pvc", "p")),
            WatchedResources.Backups.Decode(Json(backup)).SourceLabels);
    }

    [Fact]
    public void A_backup_has_its_volume_times_and_size()
    {
        var backup = WatchedResources.Backups.Decode(Json(
            """
            {"metadata":{"name":"b","labels":{"backup-volume":"other"}},"status":{"state":"Completed","volumeName":"v1","size":"3000000000","progress":100,
              "backupCreatedAt":"2026-11-22T21:04:55Z","snapshotCreatedAt":"2026-11-22T21:00:00Z","lastSyncedAt":"2026-11-23T12:00:00Z",
              "labels":{"backup.vluwte.nl/archive":"true"}}}
            """));

        Assert.Equal(("v1", 3_000_000_000, true), (backup.Volume, backup.Size, backup.IsArchive));
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 21, 4, 55, TimeSpan.Zero), backup.Completed);
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 21, 0, 0, TimeSpan.Zero), backup.Taken);
    }

    [Theory]
    [InlineData("""{"metadata":{"name":"b","labels":{"backup-volume":"v1"}},"status":{"state":"Error","volumeName":"","size":"","backupCreatedAt":""}}""", "v1")]
    [InlineData("""{"metadata":{"name":"b"},"status":{"state":"Completed","size":"large","backupCreatedAt":"soon","snapshotCreatedAt":""}}""", null)]
    [InlineData("""{"metadata":{"name":"b"},"status":{"size":"-1"}}""", null)]
    [InlineData("""{"metadata":{"name":"b"}}""", null)]
    public void A_backup_with_few_fields_is_read_as_far_as_it_goes(string json, string? volume)
    {
        var backup = WatchedResources.Backups.Decode(Json(json));

        Assert.Equal((volume, 0, null, null), (backup.Volume, backup.Size, backup.Completed, backup.Taken));
    }

    [Fact]
    public void A_volume_shows_what_blocks_its_jobs()
    {
        var volume = WatchedResources.LonghornVolumes.Decode(Json(
            """
            {"metadata":{"name":"v1","creationTimestamp":"2026-11-22T21:04:47Z","labels":{"recurring-job-group.longhorn.io/default":"enabled"}},
             "spec":{"backupTargetName":"offsite"},
             "status":{"state":"detached","robustness":"faulted","restoreRequired":true,"lastBackupAt":"2026-11-22T22:00:00Z",
               "kubernetesStatus":{"lastPodRefAt":"2026-11-22T23:00:00Z"}}}
            """));

        Assert.Equal((true, true, true, true, "offsite"), (volume.InDefaultGroup, volume.Detached, volume.Faulted, volume.Restoring, volume.Target));
        Assert.Equal(
            (22, 23, 47), (volume.LastBackupAt!.Value.Hour, volume.LastPodRefAt!.Value.Hour, volume.Created.Second));
    }

    [Theory]
    [InlineData("""{"metadata":{"name":"v1"},"spec":{"fromBackup":""},"status":{"state":"attached","robustness":"healthy","lastBackupAt":"","kubernetesStatus":{"lastPodRefAt":""}}}""")]
    [InlineData("""{"metadata":{"name":"v1"},"status":{"state":"attaching","robustness":"unknown","restoreRequired":false,"actualSize":7}}""")]
    [InlineData("""{"metadata":{"name":"v1"}}""")]
    public void A_healthy_volume_blocks_no_job_and_has_the_default_target(string json) => Assert.Equal(
        new LonghornVolume { Key = new("", "v1"), Uid = "", ResourceVersion = "" }, WatchedResources.LonghornVolumes.Decode(Json(json)));

    [Theory]
    [InlineData("""{"metadata":{"name":"t"},"spec":{"backupTargetURL":"s3://b@r/"},"status":{"available":true}}""", true, true)]
    [InlineData("""{"metadata":{"name":"t"},"spec":{"backupTargetURL":"s3://b@r/"},"status":{"available":false,"conditions":[]}}""", true, false)]
    [InlineData("""{"metadata":{"name":"t"},"spec":{"backupTargetURL":""},"status":{"available":false}}""", false, false)]
    [InlineData("""{"metadata":{"name":"t"}}""", false, null)]
    public void A_target_shows_whether_it_is_set_up_and_reachable(string json, bool hasUrl, bool? available)
    {
        var target = WatchedResources.BackupTargets.Decode(Json(json));

        Assert.Equal((hasUrl, available), (target.HasUrl, target.Available));
    }

    [Fact]
    public void A_pv_has_its_handle_and_the_pvc_it_is_for()
    {
        var volume = WatchedResources.PersistentVolumes.Decode(Json(
            """
            {"metadata":{"name":"pv"},"spec":{"csi":{"driver":"driver.longhorn.io","volumeHandle":"v"},"claimRef":{"namespace":"mon","name":"grafana"}}}
            """));

        Assert.Equal(("driver.longhorn.io", "v", new ObjectKey("mon", "grafana")), (volume.CsiDriver, volume.VolumeHandle, volume.ClaimRef));
    }

    private static JsonElement Json(string text) => JsonSerializer.Deserialize<JsonElement>(text);
}
