using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Benchmarks.Cluster;
using Benchmarks.Report;
using Benchmarks.Servers;

namespace Benchmarks.Measures;

/// The review of a deletion, which has to know what is lost with the PVC, against that of a changed label.
internal static class DeleteReview
{
    private const int WarmUp = 50;
    private const int Samples = 200;

    public static async Task<Row> MeasureAsync(SettledCluster cluster, Controller leader, CancellationToken ct)
    {
        var claim = cluster.Size.Claims - 1;
        var (before, after) = (ClaimObjects.Claim(claim, optedIn: true), ClaimObjects.Claim(claim, optedIn: true));
        after["metadata"]!["labels"]![$"{Names.Prefix}retain"] = "14";
        var (update, delete) = (Review("UPDATE", claim, after, before), Review("DELETE", claim, null, before));

        using var client = leader.CreateClient();
        var (updates, deletes) = (new List<double>(), new List<double>());
        for (var sample = -WarmUp; sample < Samples; sample++)
        {
            var (updated, deleted) = (await AskAsync(client, update, ct), await AskAsync(client, delete, ct));
            if (sample < 0) continue;
            updates.Add(updated);
            deletes.Add(deleted);
        }

        var (u, d) = (Percentiles.Median(updates), Percentiles.Median(deletes));
        return new(
            "delete-review", $"DELETE review at {cluster.Size.Claims * Settings.BackupsEach:#,0} backups, against an UPDATE review", d / u, "×",
            $"{Number.Milliseconds(d)}; UPDATE {Number.Milliseconds(u)} (p50, over TLS)", 2);
    }

    private static async Task<double> AskAsync(HttpClient client, byte[] review, CancellationToken ct)
    {
        using var body = new ByteArrayContent(review);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var started = TimeProvider.System.GetTimestamp();
        using var answer = await client.PostAsync(new Uri("validate", UriKind.Relative), body, ct);
        var text = await answer.Content.ReadAsStringAsync(ct);
        var took = TimeProvider.System.GetElapsedTime(started).TotalMilliseconds;
        return text.Contains("\"allowed\":true", StringComparison.Ordinal) ? took : throw new InvalidOperationException(text);
    }

    private static byte[] Review(string operation, int claim, JsonObject? item, JsonObject? old)
    {
        var request = new JsonObject
        {
            ["uid"] = "705ab4f5-6393-11e8-b7cc-42010a800002",
            ["kind"] = new JsonObject { ["group"] = "", ["version"] = "v1", ["kind"] = "PersistentVolumeClaim" },
            ["resource"] = new JsonObject { ["group"] = "", ["version"] = "v1", ["resource"] = "persistentvolumeclaims" },
            ["name"] = Names.Claim(claim), ["namespace"] = Names.Namespace(claim), ["operation"] = operation,
            ["userInfo"] = new JsonObject { ["username"] = "kubernetes-admin" }, ["object"] = item, ["oldObject"] = old?.DeepClone(), ["dryRun"] = false,
        };
        var review = new JsonObject { ["kind"] = "AdmissionReview", ["apiVersion"] = "admission.k8s.io/v1", ["request"] = request };
        return Encoding.UTF8.GetBytes(review.ToJsonString());
    }
}
