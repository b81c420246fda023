using System.Globalization;
using System.Text.Json.Nodes;

namespace WebhookController.Tests.Integration.Support;

/// What version 1 of this program and its users left in a cluster, as the API server returned it (Fixtures/version-1). Nothing was taken out but
/// managedFields.
internal static class FormerVersion
{
    /// The cluster as it was then, at that time. Longhorn leaves the labels of the jobs alone that are its own business.
    public static async Task LoadAsync(Scenario scenario, string fixture)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Fixtures", "version-1", $"{fixture}.json"), TestContext.Current.CancellationToken);
        var cluster = JsonNode.Parse(text)!;
        var at = DateTimeOffset.Parse(cluster["at"]!.GetValue<string>(), CultureInfo.InvariantCulture);
        scenario.Clock.Move(at.AddMinutes(1) - scenario.Clock.GetUtcNow());

        List<JsonObject> items = [.. cluster["items"]!.AsArray().Select(item => item!.AsObject())];
        foreach (var ns in items.Select(item => item["metadata"]!["namespace"]?.GetValue<string>()).OfType<string>().Distinct()) await scenario.EnsureNamespaceAsync(ns);
        scenario.Faulty.Load(items);
    }
}
