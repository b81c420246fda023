using System.Diagnostics;
using System.Net;
using System.Text;
using WebhookController.Admission;
using WebhookController.Tests.Cache;
using WebhookController.Tests.Integration.Support;

namespace WebhookController.Tests.Admission;

// Whatever is in a body, a review costs no more than reading it. The limits are an order of magnitude above what it takes, and two
// below what it took when the work was quadratic.
public sealed class BoundedReviewTests
{
    private const int MostBytes = 7_900_000;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    [Theory]
    [InlineData("/mutate")]
    [InlineData("/validate")]
    public async Task Hundreds_of_thousands_of_labels_cost_no_more_than_their_size(string path)
    {
        await using var host = await AdmissionHost.StartAsync();

        var reply = await TimedAsync(host, path, Review("labels", i => $"backup.vluwte.nl/{Shuffled(i):x8}"));

        Assert.Equal(HttpStatusCode.OK, reply.Code);
        if (path == "/validate") Assert.Matches("backup.vluwte.nl/\\*=[0-9]+ labels is not allowed: use only enabled, ", reply.Text);
    }

    [Fact]
    public async Task Hundreds_of_thousands_of_annotations_cost_no_more_than_their_size()
    {
        await using var host = await AdmissionHost.StartAsync();

        Assert.Equal(HttpStatusCode.OK, (await TimedAsync(host, "/validate", Review("annotations", i => $"{Shuffled(i):x8}"))).Code);
    }

    [Fact]
    public async Task Hundreds_of_thousands_of_defaults_cost_no_more_than_their_size()
    {
        await using var host = await AdmissionHost.StartAsync();
        var body = ReviewBody.ConfigMap(AdmissionHost.OwnNamespace, "backup-defaults", []).ToString()
            .Replace("\"data\":{}", $"\"data\":{{{Entries(i => $"{Shuffled(i):x8}")}}}", StringComparison.Ordinal);

        var reply = await TimedAsync(host, "/validate", body);

        Assert.Contains("backup-defaults=more than 64 keys is not allowed: use only retain, ", reply.Text, StringComparison.Ordinal);
    }

    // What it leads to is planned for every PVC of the cluster, in less time than an API server waits.
    [Fact]
    public async Task A_label_on_a_namespace_of_ten_thousand_pvcs_with_eight_backups_each_is_reviewed_in_time()
    {
        await using var host = await AdmissionHost.StartAsync();
        Cluster.LoadWithBackups(host.Cache.LoadAll(), "mon", 10_000);
        var review = ReviewBody.Layer("Namespace", "mon", [], ["retain=3"]).ToString();
        // Compiles what is measured.
        await host.PostAsync("/validate", review);
        var watch = Stopwatch.StartNew();

        var reply = await TimedAsync(host, "/validate", review);

        Notes.Add($"Admission: a label on a namespace of 10,000 PVCs with 8 backups each was reviewed in {watch.ElapsedMilliseconds} ms");
        Assert.Contains("retain goes down for 10000 jobs, which costs 50000 of 80000 backups", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_of_megabytes_is_refused_and_not_repeated()
    {
        await using var host = await AdmissionHost.StartAsync();
        var body = ReviewBody.Create("enabled=true", "name=@").ToString().Replace("@", new string('x', MostBytes), StringComparison.Ordinal);

        var reply = await TimedAsync(host, "/validate", body);

        Assert.Contains("backup.vluwte.nl/name=… is not allowed", new Answer(reply.Json).Message, StringComparison.Ordinal);
        Assert.True(reply.Text.Length < 2000);
    }

    // A PVC that came in while the webhook was down must stay writable.
    [Fact]
    public async Task A_PVC_that_had_too_many_labels_before_may_keep_them()
    {
        await using var host = await AdmissionHost.StartAsync();
        string[] many = [.. Enumerable.Range(0, 65).Select(i => $"l{i}=x")];

        Assert.True((await host.ValidateAsync(ReviewBody.Update(many, [.. many, "more=x"]))).Allowed);
        Assert.False((await host.ValidateAsync(ReviewBody.Update(many[1..], many))).Allowed);
    }

    [Fact]
    public async Task Each_of_64_wrong_labels_is_distinguished()
    {
        await using var host = await AdmissionHost.StartAsync();
        string[] many = [.. Enumerable.Range(0, 64).Select(i => $"l{i}=x")];

        Assert.True((await host.ValidateAsync(ReviewBody.Update(many, many[1..]))).Allowed);
        Assert.False((await host.ValidateAsync(ReviewBody.Update(many[1..], many))).Allowed);
    }

    private static async Task<Reply> TimedAsync(AdmissionHost host, string path, string body)
    {
        Assert.True(body.Length < AdmissionLimits.MaxBody);
        // Compiles what the measured request runs.
        await host.PostAsync(path, ReviewBody.Create("enabled=true").ToString());
        var clock = Stopwatch.StartNew();
        var reply = await host.PostAsync(path, body);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, Limit);
        return reply;
    }

    private static string Review(string map, Func<int, string> key) => ReviewBody.Create("enabled=true", "name=x").ToString()
        .Replace(map == "labels" ? "\"labels\":{" : "\"finalizers\":", map == "labels"
            ? $"\"labels\":{{{Entries(key)},"
            : $"\"annotations\":{{{Entries(key)}}},\"finalizers\":", StringComparison.Ordinal);

    private static string Entries(Func<int, string> key)
    {
        var text = new StringBuilder();
        for (var i = 0; text.Length < MostBytes; i++) text.Append('"').Append(key(i)).Append("\":\"\",");
        text.Length--;
        return text.ToString();
    }

    // Neither sorted nor reversed.
    private static uint Shuffled(int i) => (uint)i * 2654435761;
}
