using System.Net;
using System.Text.Json.Nodes;

namespace WebhookController.Tests.Integration.Support;

/// Layers of defaults as a user changes them, and the jobs that follow.
internal static class Layers
{
    public const string OptedInBy = "opted-in-by";

    private static readonly string Defaults = $"{Scenario.Path(Api.ConfigMaps, "backup-controller")}/backup-defaults";

    /// As kubectl label does; null takes a label off.
    public static async Task<Answer> LabelNamespaceAsync(this Scenario scenario, string ns, params (string Label, string? Value)[] labels)
    {
        await scenario.EnsureNamespaceAsync(ns);
        return await scenario.Api.MergeAsync($"api/v1/namespaces/{ns}", Objects.LabelPatch(labels));
    }

    public static Task<Answer> LabelClassAsync(this Scenario scenario, string name, params (string Label, string? Value)[] labels) =>
        scenario.Api.MergeAsync($"apis/storage.k8s.io/v1/storageclasses/{name}", Objects.LabelPatch(labels));

    /// With what is there already kept; made if it isn't there.
    public static async Task SetDefaultsAsync(this Scenario scenario, params (string Key, string Value)[] data)
    {
        var answer = await scenario.Api.MergeAsync(Defaults, new JsonObject { ["data"] = new JsonObject(data.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value))) });
        if (answer.Status == HttpStatusCode.NotFound) await scenario.Api.PostAsync(Scenario.Path(Api.ConfigMaps, "backup-controller"), Objects.Defaults(data));
    }

    /// The digest that a warning of admission names.
    public static string DigestIn(Answer answer, string key) => Assert.Single(answer.Warnings, line => line.Contains($"{key}=", StringComparison.Ordinal)).Split($"{key}=")[1].Split(' ')[0];

    public static Task JobHasAsync(this Scenario scenario, string job, string cron, int retain) => Eventually.HoldsAsync($"{job} has cron {cron} and retain {retain}", async () =>
        await scenario.FindJobAsync(job) is { } found && (string?)found["spec"]!["cron"] == cron && (int?)found["spec"]!["retain"] == retain);

    public static Task StateIsAsync(this Scenario scenario, string ns, string pvc, string state, string reason) =>
        scenario.SeriesAppearsAsync($$"""backup_pvc_state{namespace="{{ns}}",pvc="{{pvc}}",reason="{{reason}}",state="{{state}}"}""");

    public static async Task<IReadOnlyList<string>> SeriesOfAsync(this Scenario scenario, string ns, string pvc) =>
        [.. (await scenario.Controller.MetricsAsync()).Split('\n').Where(line => line.Contains($"namespace=\"{ns}\",pvc=\"{pvc}\"", StringComparison.Ordinal))];
}
