using System.Text.Json.Nodes;
using WebhookController.Tests.Integration.Support;

namespace WebhookController.Tests.Integration;

/// Objects hold what is nobody's business, and the token opens the cluster: neither is ever in the log.
public sealed class SecrecyTests
{
    private const string Marker = "hunter2-of-the-annotation";

    [Fact]
    public Task Neither_the_token_nor_what_objects_hold_is_in_the_log() => Scenario.RunOnSandboxAsync(async scenario =>
    {
        var faults = scenario.Faulty.Faults;
        await scenario.EnsureNamespaceAsync("mon");
        await scenario.Api.PostAsync(Scenario.Path(Api.ConfigMaps, "backup-controller"), Secretive(Objects.Defaults(("retain", "7"))));
        foreach (var name in (string[])["grafana", "wiki", "broken"])
            await scenario.Api.PostAsync(Scenario.Path(Api.Claims, "mon"), Secretive(Objects.Claim("mon", name, "longhorn", ("enabled", "true"), ("name", name))));
        await scenario.VolumeCarriesAsync("mon", "grafana", "backup-mon-grafana");

        // Denied, refused by the API server, refused by us, unreadable, cut off.
        Assert.Contains("use a whole number", (await scenario.LabelClaimAsync("mon", "grafana", ("retain", "0"))).Message, StringComparison.Ordinal);
        faults.InternalError("patch", "recurringjobs");
        faults.AbortBefore("patch", "recurringjobs");
        await scenario.LabelClaimAsync("mon", "grafana", ("retain", "9"));
        await PostAsync(scenario, "{\"apiVersion\":\"" + Marker);
        await PostAsync(scenario, new JsonObject { ["apiVersion"] = "admission.k8s.io/v1", ["kind"] = Marker, ["request"] = Secretive(new JsonObject()) }.ToJsonString());
        scenario.Faulty.Tamper("persistentvolumeclaims", "mon", "broken", claim => claim["metadata"]!["labels"] = Marker);
        await Eventually.HoldsAsync("the unreadable PVC is in the log", () => LogHasAsync(scenario, "mon/broken"));
        faults.CutWatches();
        await Eventually.HoldsAsync("the change is made in the end", async () => (await scenario.JobAsync("backup-mon-grafana"))["spec"]!["retain"]!.GetValue<int>() == 9);

        Assert.True(await LogHasAsync(scenario, "could not change") || await LogHasAsync(scenario, "could not patch"));
        Assert.True(await LogHasAsync(scenario, "Denied"));
        Assert.True(await LogHasAsync(scenario, "Refused a request"));
        Assert.False(await LogHasAsync(scenario, "hunter2"));
        Assert.False(await LogHasAsync(scenario, "sandbox-administrator"));
        Assert.DoesNotContain("hunter2", await scenario.Controller.MetricsAsync(), StringComparison.Ordinal);
    }, new ScenarioOptions { RegistersWebhooks = true, ChecksInvariants = false });

    private static JsonObject Secretive(JsonObject item)
    {
        if (item["metadata"] is not JsonObject) item["metadata"] = new JsonObject();
        item["metadata"]!["annotations"] = new JsonObject { ["example.com/password"] = Marker };
        return item;
    }

    private static Task<bool> LogHasAsync(Scenario scenario, string text) =>
        Task.FromResult(scenario.Controller.Log.Lines.Any(line => line.Contains(text, StringComparison.Ordinal)));

    private static async Task PostAsync(Scenario scenario, string body)
    {
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true };
        using var http = new HttpClient(handler);
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri(scenario.Controller.WebhookAddress, "/validate"), content, TestContext.Current.CancellationToken);
        Assert.Equal(400, (int)answer.StatusCode);
    }
}
