using System.Net;
using System.Text.Json.Nodes;
using Sandbox;
using WebhookController.Tests.Integration.Support;

namespace WebhookController.Tests.Integration;

/// What a user sees at once: through the API server, which calls the webhooks over TLS.
public sealed class AdmissionTests
{
    private static readonly ScenarioOptions WithWebhooks = new() { RegistersWebhooks = true };

    [Fact]
    public Task Labels_stay_as_they_were_written() => Scenario.RunAsync(async scenario =>
    {
        var created = await scenario.CreateClaimAsync("mon", "grafana", ("enabled", "True"), ("name", "grafana"));

        Assert.Equal("grafana", Label(created.Body, "name"));
        Assert.Equal("True", Label(created.Body, "enabled"));
        await scenario.VolumeCarriesAsync("mon", "grafana", "backup-mon-grafana");
    }, WithWebhooks);

    [Fact]
    public Task Three_mistakes_are_refused_in_one_answer() => Scenario.RunAsync(async scenario =>
    {
        var answer = await scenario.TryCreateClaimAsync("mon", "grafana", ("enabled", "true"), ("retain", "0"), ("interval", "5"), ("start", "2460"));

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.StartsWith("admission webhook \"validate.backup.vluwte.nl\" denied the request: ", answer.Message, StringComparison.Ordinal);
        Assert.Contains("backup.vluwte.nl/retain=0 is not allowed: use a whole number from 1 to 100", answer.Message, StringComparison.Ordinal);
        Assert.Contains("backup.vluwte.nl/interval=5 is not allowed: use 1, 2, 3, 4, 6, 8, 12 or 24", answer.Message, StringComparison.Ordinal);
        Assert.Contains("backup.vluwte.nl/start=2460 is not allowed: use a time HHMM", answer.Message, StringComparison.Ordinal);
        Assert.Null(await scenario.FindClaimAsync("mon", "grafana"));
    }, WithWebhooks);

    [Fact]
    public Task A_start_with_a_colon_is_refused_in_our_words_with_all_else_before_the_api_server_can_say_its_own() => Scenario.RunAsync(async scenario =>
    {
        var answer = await scenario.TryCreateClaimAsync("mon", "grafana", ("enabled", "true"), ("start", "00:30"), ("retain", "0"));

        Assert.Contains("backup.vluwte.nl/retain=0 is not allowed: use a whole number from 1 to 100", answer.Message, StringComparison.Ordinal);

        Assert.Contains("use 0030, not 00:30", answer.Message, StringComparison.Ordinal);
        Assert.StartsWith("admission webhook \"mutate.backup.vluwte.nl\" denied the request: ", answer.Message, StringComparison.Ordinal);
    }, WithWebhooks);

    [Fact]
    public Task A_misspelt_key_is_answered_with_the_right_one() => Scenario.RunAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("mon", "grafana", ("enabled", "true"));

        var answer = await scenario.LabelClaimAsync("mon", "grafana", ("intervall", "6"));

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Contains("did you mean backup.vluwte.nl/interval?", answer.Message, StringComparison.Ordinal);
    }, WithWebhooks);

    [Fact]
    public Task A_taken_name_is_refused() => Scenario.RunAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("mon", "grafana", ("enabled", "true"));
        await scenario.VolumeCarriesAsync("mon", "grafana", "backup-mon-grafana");

        var answer = await scenario.TryCreateClaimAsync("mon", "copy", ("enabled", "true"), ("name", "grafana"));

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Contains("mon/grafana", answer.Message, StringComparison.Ordinal);
    }, WithWebhooks);

    [Fact]
    public Task A_pvc_without_labels_is_allowed_with_a_warning() => Scenario.RunAsync(async scenario =>
    {
        // What its namespace says isn't known before that is seen.
        await scenario.EnsureNamespaceAsync("mon");
        await scenario.IdleAsync();

        var answer = await scenario.CreateClaimAsync("mon", "grafana");

        Assert.Contains(answer.Warnings, warning => warning.Contains("backup.vluwte.nl/enabled=true", StringComparison.Ordinal));
    }, WithWebhooks);

    [Fact]
    public Task An_old_mistake_blocks_nothing_else() => Scenario.RunAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("mon", "grafana", ("enabled", "true"), ("name", "grafana"), ("interval", "5"));
        await Eventually.HoldsAsync("it is bound", async () => (string?)(await scenario.FindClaimAsync("mon", "grafana"))!["status"]!["phase"] == "Bound");
        await RegisterAsync(scenario);

        var resized = await scenario.Api.MergeAsync(Claim("grafana"), new JsonObject
        {
            ["spec"] = new JsonObject { ["resources"] = new JsonObject { ["requests"] = new JsonObject { ["storage"] = "2Gi" } } },
        });
        var other = await scenario.LabelClaimAsync("mon", "grafana", ("retain", "9"), ("app/team", "blue"));
        var worse = await scenario.LabelClaimAsync("mon", "grafana", ("retain", "0"));

        Assert.Equal(HttpStatusCode.OK, resized.Status);
        Assert.Equal(HttpStatusCode.OK, other.Status);
        Assert.Equal(HttpStatusCode.Forbidden, worse.Status);
        Assert.DoesNotContain("interval", worse.Message, StringComparison.Ordinal);
    });

    [Fact]
    public Task A_pvc_on_its_way_out_may_change_in_any_way() => Scenario.RunAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("mon", "grafana", ("enabled", "true"));
        await scenario.VolumeCarriesAsync("mon", "grafana", "backup-mon-grafana");
        scenario.Longhorn.Hold(Behaviours.Protection);
        await scenario.DeleteClaimAsync("mon", "grafana");

        var answer = await scenario.LabelClaimAsync("mon", "grafana", ("retain", "0"));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        scenario.Longhorn.Resume(Behaviours.Protection);
        await scenario.JobIsGoneAsync("backup-mon-grafana");
    }, WithWebhooks);

    [Fact]
    public Task Bad_defaults_are_refused_and_the_good_ones_stay() => Scenario.RunAsync(async scenario =>
    {
        var path = Scenario.Path(Api.ConfigMaps, "backup-controller");
        Assert.Equal(HttpStatusCode.Created, (await scenario.Api.PostAsync(path, Objects.Defaults(("retain", "5")))).Status);

        var answer = await scenario.Api.MergeAsync($"{path}/backup-defaults", new JsonObject { ["data"] = new JsonObject { ["interval"] = "5", ["retian"] = "7" } });

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Contains("interval=5 is not allowed", answer.Message, StringComparison.Ordinal);
        Assert.Contains("did you mean retain?", answer.Message, StringComparison.Ordinal);
    }, WithWebhooks);

    [Fact]
    public Task A_dry_run_is_answered_and_changes_nothing() => Scenario.RunAsync(async scenario =>
    {
        await scenario.EnsureNamespaceAsync("mon");
        var path = Scenario.Path(Api.Claims, "mon");

        var first = await scenario.Api.PostAsync($"{path}?dryRun=All", Objects.Claim("mon", "one", "longhorn", ("enabled", "true"), ("name", "shared")));
        var second = await scenario.Api.PostAsync(path, Objects.Claim("mon", "two", "longhorn", ("enabled", "true"), ("name", "shared")));

        Assert.Equal(HttpStatusCode.Created, first.Status);
        Assert.Equal(HttpStatusCode.Created, second.Status);
        Assert.Null(await scenario.FindClaimAsync("mon", "one"));
    }, WithWebhooks);

    [Fact]
    public Task Of_many_requests_at_once_for_one_name_exactly_one_wins() => Scenario.RunAsync(async scenario =>
    {
        await scenario.EnsureNamespaceAsync("mon");

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
            scenario.TryCreateClaimAsync("mon", $"pvc-{i}", ("enabled", "true"), ("name", "shared"))));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        await scenario.JobAsync("backup-mon-shared");
    }, WithWebhooks);

    [Fact]
    public Task With_longhorn_missing_admission_goes_on_answering_and_the_controller_stays_ready() => Scenario.RunAsync(async scenario =>
    {
        await scenario.CreateClassAsync("longhorn", "driver.longhorn.io");
        await Eventually.HoldsAsync("it is ready", async () => (await scenario.Controller.ProbeAsync("/readyz")).Status == 200);

        var answer = await scenario.TryCreateClaimAsync("mon", "grafana", ("enabled", "true"), ("interval", "5"));

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
    }, WithWebhooks with { Sandbox = new SandboxOptions { LonghornInstalled = false }, ChecksInvariants = false });

    private static string Claim(string name) => $"{Scenario.Path(Api.Claims, "mon")}/{name}";

    private static string? Label(JsonObject item, string label) => item["metadata"]!["labels"]?[Objects.Key(label)]?.GetValue<string>();

    private static Task RegisterAsync(Scenario scenario) => scenario.RegisterWebhooksAsync();
}
