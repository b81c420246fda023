using System.Text.Json;
using WebhookController.Cache;
using WebhookController.Core.Labels;
using WebhookController.Core.Layers;
using WebhookController.Core.Objects;

namespace WebhookController.Tests.Longhorn;

/// Since when a Volume carries a job, by what the API server notes of who set which field.
public sealed class JobLabelReaderTests
{
    private const string Ours = "longhorn-backup-controller";
    private const string Job = LonghornLabels.JobPrefix + "j";
    private static readonly WatchedResources WatchedResources = new(LabelKeys.Default, "backup-controller", "longhorn-system", Exemptions.None);
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_label_is_as_old_as_the_entry_of_who_set_it()
    {
        Assert.Equal(Noon, Since(Entry(Ours, Noon)));
        Assert.Equal(Noon, Since(Entry("kubectl-label", Noon)));
        Assert.Null(Since(Entry(Ours, Noon, LonghornLabels.JobPrefix + "k")));
        Assert.Null(Since(Entry(Ours, Noon, "longhornvolume")));
        Assert.Null(Since());
    }

    [Fact]
    public void Of_several_who_set_it_the_last_counts() =>
        Assert.Equal(Noon.AddHours(1), Since(Entry(Ours, Noon), Entry("kubectl-label", Noon.AddHours(1)), Entry("argocd", Noon.AddHours(-1))));

    [Fact]
    public void Each_label_has_its_own_time()
    {
        var times = Volume(Entry("kubectl-label", Noon, LonghornLabels.JobPrefix + "k"), Entry(Ours, Noon.AddHours(1))).JobLabelsSince;

        Assert.Equal((Noon.AddHours(1), Noon), (times[Job], times[LonghornLabels.JobPrefix + "k"]));
    }

    // Longhorn sets spec.nodeID whenever a volume is attached or detached: the time of its entry is then that of the last attachment.
    [Fact]
    public void Who_has_set_other_fields_too_may_have_set_those_last()
    {
        const string spec = ""","f:spec":{"f:nodeID":{}}""";

        Assert.Null(Since(Entry("longhorn-manager", Noon, more: spec)));
        Assert.Equal(Noon, Since(Entry(Ours, Noon, more: spec)));
    }

    [Fact]
    public void A_volume_that_carries_no_job_has_no_times() =>
        Assert.Equal(default, WatchedResources.LonghornVolumes.Decode(Json("{}", Entry(Ours, Noon))).JobLabelsSince);

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""7""")]
    [InlineData("""{"manager":7,"time":7,"fieldsV1":{"f:metadata":{"f:labels":{"f:recurring-job.longhorn.io/j":{}}}}}""")]
    [InlineData("""{"manager":"x","time":"yesterday","fieldsV1":{"f:metadata":{"f:labels":{"f:recurring-job.longhorn.io/j":{}}}}}""")]
    [InlineData("""{"manager":"x","fieldsV1":{"f:metadata":{"f:labels":{"f:recurring-job.longhorn.io/j":{}}}}}""")]
    [InlineData("""{"manager":"x","time":"2026-11-23T12:00:00Z","fieldsV1":{"f:metadata":{"f:labels":7}}}""")]
    [InlineData("""{"manager":"x","time":"2026-11-23T12:00:00Z","fieldsV1":[]}""")]
    public void An_entry_that_cannot_be_read_tells_nothing(string entry)
    {
        Assert.Null(Since(entry));
        Assert.Equal(Noon, Since(entry, Entry(Ours, Noon)));
    }

    // Longhorn changes the status of a volume all the time.
    [Fact]
    public void Other_entries_make_it_no_other_volume() => Assert.Equal(
        Volume(Entry(Ours, Noon), """{"manager":"longhorn-manager","subresource":"status","time":"2026-11-23T12:00:00Z","fieldsV1":{"f:status":{}}}"""),
        Volume(Entry(Ours, Noon), """{"manager":"longhorn-manager","subresource":"status","time":"2026-11-23T13:00:00Z","fieldsV1":{"f:status":{}}}"""));

    private static DateTimeOffset? Since(params string[] entries) => Volume(entries).JobLabelsSince[Job];

    private static LonghornVolume Volume(params string[] entries) => WatchedResources.LonghornVolumes.Decode(Json($$"""{"{{Job}}":"enabled"}""", entries));

    private static string Entry(string manager, DateTimeOffset time, string label = Job, string more = "") =>
        $$$"""{"manager":"{{{manager}}}","operation":"Update","time":"{{{time.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}}}","fieldsV1":{"f:metadata":{"f:labels":{".":{},"f:{{{label}}}":{} } }{{{more}}} } }""";

    private static JsonElement Json(string labels, params string[] entries) => JsonSerializer.Deserialize<JsonElement>(
        $$$"""{"metadata":{"name":"v","namespace":"longhorn-system","labels":{{{labels}}},"managedFields":[{{{string.Join(',', entries)}}}]}}""");
}
