using System.Text.Json;
using System.Text.Json.Serialization;
using WebhookController.Core.Labels;
using WebhookController.Core.Layers;
using WebhookController.Kubernetes.Objects;

namespace WebhookController.Tests.Kubernetes.Objects;

/// Admission and the watch read the same PVC alike, although one reads a stream and the other a parsed document.
public sealed class ClaimReadingTests
{
    private static readonly Exemptions Selecting = new([], [LabelSelector.Read("app")!]);

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip };

    [Theory]
    [InlineData("""{"metadata":{"name":"a"}}""")]
    [InlineData("""{"metadata":{"name":"a","namespace":"b","uid":"u","resourceVersion":"7","labels":null,"annotations":null},"spec":null}""")]
    [InlineData("""{"metadata":{"name":"a","deletionTimestamp":"2026-11-22T21:04:54Z","creationTimestamp":"2026-11-22T21:04:54Z"},"spec":{}}""")]
    [InlineData("""{"metadata":{"name":"a","creationTimestamp":null},"spec":{"storageClassName":"","volumeName":""}}""")]
    [InlineData("""{"metadata":{"name":"a"},"spec":{"storageClassName":"longhorn","volumeName":"pvc-1"}}""")]
    [InlineData("""{"metadata":{"name":"a","annotations":{"volume.beta.kubernetes.io/storage-class":"old"}},"spec":{"storageClassName":"new"}}""")]
    [InlineData("""{"metadata":{"name":"a","annotations":{"backup.vluwte.nl/allow-delete":"true","kubectl.kubernetes.io/last-applied-configuration":"{}"}}}""")]
    [InlineData("""{"metadata":{"name":"a","annotations":{"backup.vluwte.nl/allow-delete":"no"}}}""")]
    [InlineData("""{"metadata":{"name":"a","ownerReferences":[{"apiVersion":"v1","kind":"Node"},{"apiVersion":"v1","kind":"Pod","controller":true}]}}""")]
    [InlineData("""{"metadata":{"name":"a","ownerReferences":[{"apiVersion":"v1","kind":"Pod","controller":false}]}}""")]
    [InlineData("""{"metadata":{"name":"a","ownerReferences":[{"apiVersion":"v1","kind":"PersistentVolumeClaim","controller":true}]}}""")]
    [InlineData("""{"metadata":{"name":"a","annotations":{"backup.vluwte.nl/archive-requested-at":"2026-11-22T12:00:00Z","pv.kubernetes.io/bind-completed":"yes"}}}""")]
    [InlineData("""{"metadata":{"name":"a","labels":{"backup.vluwte.nl/enabled":"true","app":"x","recurring-job.longhorn.io/j":"enabled"}}}""")]
    [InlineData("""{"metadata":{"name":"a","labels":{"backup.vluwte.nl/enabled":null,"backup.vluwte.nl/n\u0061me":"\u0041\"","backup.vluwte.nl/ü":"ü"}}}""")]
    public void Both_ways_of_reading_agree(string json)
    {
        var watched = CoreReaders.Claim(JsonSerializer.Deserialize<JsonElement>(json), LabelKeys.Default, Selecting);
        var reviewed = JsonSerializer.Deserialize<ClaimDto>(json, Options)!.ToClaim(LabelKeys.Default, Selecting);

        Assert.Equal(reviewed, watched);
    }

    [Theory]
    [InlineData(1024)]
    [InlineData(1025)]
    public void Both_ways_keep_as_much_of_a_long_annotation(int length) =>
        Both_ways_of_reading_agree("""{"metadata":{"name":"a","annotations":{"backup.vluwte.nl/long":"LONG"}}}""".Replace("LONG", new string('x', length), StringComparison.Ordinal));

    [Theory]
    [InlineData("""{"metadata":{"name":"a","labels":7}}""")]
    [InlineData("""{"metadata":{"name":"a","labels":{"app":7}}}""")]
    [InlineData("""{"metadata":{"name":7}}""")]
    [InlineData("""{"metadata":"a"}""")]
    [InlineData("""{"metadata":{"name":"a"},"spec":[]}""")]
    [InlineData("""{"metadata":{"name":"a"},"spec":{"storageClassName":{}}}""")]
    [InlineData("""{"metadata":{}}""")]
    [InlineData("""{}""")]
    public void Neither_reads_what_is_no_pvc(string json)
    {
        Assert.Throws<JsonException>(() => CoreReaders.Claim(JsonSerializer.Deserialize<JsonElement>(json), LabelKeys.Default, Selecting));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<ClaimDto>(json, Options)!.ToClaim(LabelKeys.Default, Selecting));
    }
}
