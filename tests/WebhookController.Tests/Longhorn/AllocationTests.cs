using System.Text;
using System.Text.Json;
using WebhookController.Cache;
using WebhookController.Core.Labels;
using WebhookController.Core.Layers;
using WebhookController.Kubernetes.Client;

namespace WebhookController.Tests.Longhorn;

/// What decoding allocates doesn't depend on what we don't read, and is little more than what is kept.
public sealed class AllocationTests
{
    private const int Times = 200;

    private static readonly WatchedResources WatchedResources = new(LabelKeys.Default, "backup-controller", "longhorn-system", Exemptions.None);

    private static readonly string Bulk = JsonSerializer.Serialize(new string('x', 100_000));

    [Fact]
    public void A_pvc_takes_little_whatever_its_annotations_and_managedFields() => AssertAllocates(1500, WatchedResources.Claims.Decode,
        $$$"""
        {"metadata":{"name":"data","namespace":"mon","uid":"b88c2582-e10e-4677-99d9-ae6c49e05dba","resourceVersion":"351",
          "annotations":{"kubectl.kubernetes.io/last-applied-configuration":{{{Bulk}}},"pv.kubernetes.io/bind-completed":"yes","backup.vluwte.nl/long":{{{Bulk}}} },
          "labels":{"app":"grafana","backup.vluwte.nl/enabled":"true","backup.vluwte.nl/schedule":"daily"},
          "managedFields":[{"manager":{{{Bulk}}} }]},
         "spec":{"storageClassName":"longhorn","volumeName":"pvc-1"},"status":{"phase":{{{Bulk}}} } }
        """);

    [Fact]
    public void A_backup_takes_little_whatever_its_labels() => AssertAllocates(2000, WatchedResources.Backups.Decode,
        $$$"""
        {"metadata":{"name":"backup-0123456789","namespace":"longhorn-system","uid":"b88c2582-e10e-4677-99d9-ae6c49e05dba","resourceVersion":"351",
          "labels":{"backup-volume":"pvc-1"},"managedFields":[{"manager":{{{Bulk}}} }]},
         "spec":{"labels":{"VolumeRecurringJobInfo":{{{Bulk}}} },"snapshotName":"s"},
         "status":{"state":"Completed","backupCreatedAt":"2026-11-22T21:04:55Z","snapshotCreatedAt":"2026-11-22T21:04:55Z","size":"1048576","volumeName":"pvc-1",
           "labels":{"RecurringJob":"j","KubernetesStatus":"{\"namespace\":\"mon\",\"pvcName\":\"data\",\"workloadsStatus\":[]}","VolumeRecurringJobInfo":{{{Bulk}}},
             "backup.vluwte.nl/source-namespace":"mon","backup.vluwte.nl/source-pvc":"data"} } }
        """);

    [Fact]
    public void A_volume_takes_little_whatever_its_status() => AssertAllocates(800, WatchedResources.LonghornVolumes.Decode,
        $$$"""
        {"metadata":{"name":"pvc-1","namespace":"longhorn-system","uid":"1c023e99-149f-48d6-9398-29fe36a82648","resourceVersion":"292",
          "labels":{"longhornvolume":"pvc-1","recurring-job.longhorn.io/j":"enabled"}},
         "status":{"state":"attached","robustness":"healthy","lastBackupAt":"2026-11-22T21:04:55Z","cloneStatus":{{{Bulk}}} } }
        """);

    [Fact]
    public void Since_when_a_volume_carries_its_job_takes_nothing_more() => AssertAllocates(700, WatchedResources.LonghornVolumes.Decode,
        $$$"""
        {"metadata":{"name":"pvc-1","namespace":"longhorn-system","uid":"1c023e99-149f-48d6-9398-29fe36a82648","resourceVersion":"292",
          "labels":{"longhornvolume":"pvc-1","recurring-job.longhorn.io/j":"enabled"},
          "managedFields":[
            {"manager":"longhorn-manager","operation":"Update","time":"2026-11-22T21:04:55Z","fieldsV1":{"f:metadata":{"f:labels":{".":{},"f:longhornvolume":{} } },"f:spec":{"f:size":{{{Bulk}}} } } },
            {"manager":"longhorn-backup-controller","operation":"Update","time":"2026-11-22T21:05:55Z","fieldsV1":{"f:metadata":{"f:labels":{"f:recurring-job.longhorn.io/j":{} } } } },
            {"manager":"longhorn-manager","operation":"Update","subresource":"status","time":"2026-11-23T21:04:55Z","fieldsV1":{"f:status":{"f:state":{} } } }]},
         "status":{"state":"attached","robustness":"healthy","lastBackupAt":"2026-11-22T21:04:55Z","cloneStatus":{{{Bulk}}} } }
        """);

    [Fact]
    public void What_many_objects_have_in_common_is_held_once()
    {
        var (one, other) = (Backup("b1"), Backup("b2"));

        Assert.Same(one.Key.Namespace, other.Key.Namespace);
        Assert.Same(one.Job, other.Job);
        Assert.Same(one.Volume, other.Volume);
        Assert.Same(one.Claim!.Value.Name, other.Claim!.Value.Name);
        Assert.Same(one.SourceLabels, other.SourceLabels);

        static WebhookController.Core.Objects.Backup Backup(string name) => WatchedResources.Backups.Decode(JsonSerializer.Deserialize<JsonElement>(
            $$$"""
            {"metadata":{"name":"{{{name}}}","namespace":"longhorn-system"},"status":{"volumeName":"pvc-1","labels":{"RecurringJob":"j",
              "KubernetesStatus":"{\"namespace\":\"mon\",\"pvcName\":\"data\"}","backup.vluwte.nl/source-namespace":"mon","backup.vluwte.nl/source-pvc":"data"} } }
            """));
    }

    // A whole frame of a watch: parsed, decoded, forgotten.
    private static void AssertAllocates(long most, Func<JsonElement, object> decode, string json)
    {
        var frame = Encoding.UTF8.GetBytes($"{{\"type\":\"MODIFIED\",\"object\":{json}}}");
        for (var i = 0; i < Times; i++) Decode();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Times; i++) Decode();

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / Times, 1, most);

        void Decode()
        {
            using var document = JsonDocument.Parse(frame);
            decode(WatchFrame.Of(document.RootElement).Object);
        }
    }
}
