using System.Text.Json.Nodes;

namespace WebhookController.Tests.Integration.Support;

/// The archive of the PVC mon/grafana, looked at from outside.
internal static class Archives
{
    public const string Job = "backup-mon-grafana";
    public const string Series = """{job="backup-mon-grafana",namespace="mon",pvc="grafana"}""";
    public static readonly (string, string)[] OptIn = [("enabled", "true"), ("name", "grafana")];
    public static readonly (string, string)[] Archived = [.. OptIn, ("archive", "true")];

    /// The job says which backup is the archive, and there is such a one.
    public static Task ReadyAsync(Scenario scenario) => Eventually.HoldsAsync("the job says which backup is the archive", async () =>
        await scenario.FindJobAsync(Job) is { } job
        && Mark(job, "archive-backup") is { } backup && Mark(job, "archive-completed-at") is { Length: > 0 }
        && (await ListAsync(scenario, "backups")).Any(found => found["metadata"]!["name"]!.GetValue<string>() == backup));

    /// The snapshots or backups of archives.
    public static async Task<IReadOnlyList<JsonObject>> ListAsync(Scenario scenario, string resource) =>
        [.. (await scenario.Api.ListAsync(Api.Longhorn + resource)).Where(item => item["metadata"]!["name"]!.GetValue<string>().StartsWith("archive-", StringComparison.Ordinal))];

    public static string? Mark(JsonObject job, string annotation) => job["metadata"]!["annotations"]?[Objects.Key(annotation)]?.GetValue<string>();
}
