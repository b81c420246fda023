using System.Net;
using System.Text.Json.Nodes;
using Sandbox;

namespace WebhookController.Tests.SandboxTests;

public sealed class AdmissionTests : SandboxTest
{
    private TestWebhook _webhook = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _webhook = await TestWebhook.StartAsync();
        await RegisterAsync("Fail");
    }

    public override async ValueTask DisposeAsync()
    {
        await _webhook.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task Labels_are_checked_after_mutating_and_before_validating_admission()
    {
        var refused = await CreateClaimAsync("a", """{"backup.vluwte.nl/start":"00:30"}""");
        Assert.Equal(422, refused.Status);
        Assert.Equal(["/mutate"], _webhook.Calls.Select(call => call.Path));

        _webhook.Answers((path, _) => path == "/mutate" ? TestWebhook.Patch("""[{"op":"replace","path":"/metadata/labels/start","value":"0030"}]""") : new JsonObject { ["allowed"] = true });
        var mended = await CreateClaimAsync("a", """{"start":"00:30"}""");
        Assert.Equal((201, "0030"), (mended.Status, (string?)mended["metadata", "labels", "start"]));
        Assert.Equal("0030", (string?)_webhook.Calls.Last().Request["object"]!["metadata"]!["labels"]!["start"]);
    }

    [Fact]
    public async Task A_review_has_all_fields_of_a_real_one()
    {
        await CreateClaimAsync("a", query: "?fieldManager=kubectl-create&fieldValidation=Strict");
        var (mutate, validate) = (_webhook.Calls.First().Request, _webhook.Calls.Last().Request);

        Assert.Equal(
            ["uid", "kind", "resource", "requestKind", "requestResource", "name", "namespace", "operation", "userInfo", "object", "oldObject", "dryRun", "options"],
            mutate.AsObject().Select(field => field.Key));
        Assert.Equal(("a", "mon", "CREATE", "admin"), ((string?)mutate["name"], (string?)mutate["namespace"], (string?)mutate["operation"], (string?)mutate["userInfo"]!["username"]));
        Assert.Equal("""{"kind":"CreateOptions","apiVersion":"meta.k8s.io/v1","fieldManager":"kubectl-create","fieldValidation":"Strict"}""", mutate["options"]!.ToJsonString());
        Assert.Null(mutate["oldObject"]);
        Assert.Null(mutate["object"]!["metadata"]!["uid"]);
        Assert.NotNull(validate["object"]!["metadata"]!["uid"]);
        Assert.Null(validate["object"]!["metadata"]!["resourceVersion"]);
        Assert.Equal("kubernetes.io/pvc-protection", (string?)mutate["object"]!["metadata"]!["finalizers"]![0]);
    }

    [Fact]
    public async Task A_generated_name_is_unknown_to_mutating_webhooks_and_known_to_validating_ones()
    {
        var created = await PostAsync(Claims, Claim("").Replace("\"name\":\"\"", "\"generateName\":\"data-\"", StringComparison.Ordinal));
        var (mutate, validate) = (_webhook.Calls.First().Request, _webhook.Calls.Last().Request);

        Assert.Matches("^data-.{5}$", (string?)created["metadata", "name"]);
        Assert.False(mutate.AsObject().ContainsKey("name"));
        Assert.Equal((null, "data-"), ((string?)mutate["object"]!["metadata"]!["name"], (string?)mutate["object"]!["metadata"]!["generateName"]));
        Assert.Equal((string?)created["metadata", "name"], (string?)validate["name"]);
        Assert.Equal((string?)created["metadata", "name"], (string?)validate["object"]!["metadata"]!["name"]);
    }

    [Fact]
    public async Task A_mutating_webhook_may_name_what_had_no_name()
    {
        _webhook.Answers((path, _) => path == "/mutate" ? TestWebhook.Patch("""[{"op":"add","path":"/metadata/name","value":"named"}]""") : new JsonObject { ["allowed"] = true });
        var created = await PostAsync(Claims, Claim("").Replace("\"name\":\"\"", "\"generateName\":\"data-\"", StringComparison.Ordinal));
        Assert.Equal((201, "named"), (created.Status, (string?)created["metadata", "name"]));
    }

    [Fact]
    public async Task Updates_bindings_and_finalizers_are_reviewed_and_status_is_not()
    {
        await CreateClaimAsync("a");
        _webhook.Calls.Clear();
        await PatchAsync($"{Claims}/a", Labels("x", "1"));
        await PatchAsync($"{Claims}/a", """{"spec":{"volumeName":"v"}}""");
        await PatchAsync($"{Claims}/a/status", """{"status":{"phase":"Bound"}}""");
        await DeleteAsync($"{Claims}/a");
        await PatchAsync($"{Claims}/a", """{"metadata":{"finalizers":null}}""");

        Assert.Equal(
            ["/mutate UPDATE", "/validate UPDATE", "/mutate UPDATE", "/validate UPDATE", "/validate DELETE", "/mutate UPDATE", "/validate UPDATE"],
            _webhook.Calls.Select(call => $"{call.Path} {call.Request["operation"]}"));
        var delete = _webhook.Calls.ElementAt(4).Request;
        Assert.Null(delete["object"]);
        Assert.Equal("a", (string?)delete["oldObject"]!["metadata"]!["name"]);
    }

    [Fact]
    public async Task A_denial_carries_the_webhooks_code_reason_and_warnings()
    {
        _webhook.Answers((_, _) =>
        {
            var denial = TestWebhook.Deny(422, "Invalid", "interval=5 is not allowed");
            denial["warnings"] = new JsonArray("a \"warning\" beside a denial");
            return denial;
        });
        var denied = await CreateClaimAsync("a");
        Assert.Equal((422, "Invalid", "admission webhook \"mutate.backup.vluwte.nl\" denied the request: interval=5 is not allowed"), (denied.Status, denied.Reason, denied.Message));
        Assert.Equal(["299 - \"a \\\"warning\\\" beside a denial\""], denied.Warnings);
        Assert.Equal(404, (await GetAsync($"{Claims}/a")).Status);
    }

    [Fact]
    public async Task Each_warning_is_sent_once_as_a_header()
    {
        _webhook.Answers((_, _) => new JsonObject { ["allowed"] = true, ["warnings"] = new JsonArray("first", "second") });
        Assert.Equal(["299 - \"first\"", "299 - \"second\""], (await CreateClaimAsync("a")).Warnings);
    }

    [Fact]
    public async Task The_review_says_that_it_is_a_dry_run()
    {
        await CreateClaimAsync("a", query: "?dryRun=All");
        Assert.All(_webhook.Calls, call => Assert.True((bool)call.Request["dryRun"]!));
    }

    [Fact]
    public async Task Another_user_can_be_impersonated()
    {
        Api.DefaultRequestHeaders.Add("Impersonate-User", "system:serviceaccount:kube-system:namespace-controller");
        await CreateClaimAsync("a");
        Assert.Equal("system:serviceaccount:kube-system:namespace-controller", (string?)_webhook.Calls.First().Request["userInfo"]!["username"]);
    }

    [Fact]
    public async Task ConfigMaps_are_reviewed_only_in_the_controllers_namespace()
    {
        await PostAsync("api/v1/namespaces", """{"metadata":{"name":"backup-controller"}}""");
        await PostAsync(ConfigMaps, """{"metadata":{"name":"a"}}""");
        Assert.Empty(_webhook.Calls);

        await PostAsync("api/v1/namespaces/backup-controller/configmaps", """{"metadata":{"name":"a"}}""");
        Assert.Equal("ConfigMap", (string?)Assert.Single(_webhook.Calls).Request["kind"]!["kind"]);
    }

    [Fact]
    public async Task An_unreachable_webhook_is_ignored_or_fails_the_request_as_registered()
    {
        await _webhook.DisposeAsync();
        var failed = await CreateClaimAsync("a");
        Assert.Equal((500, "InternalError"), (failed.Status, failed.Reason));
        Assert.StartsWith("Internal error occurred: failed calling webhook \"mutate.backup.vluwte.nl\": failed to call webhook: Post \"https://127.0.0.1:", failed.Message, StringComparison.Ordinal);
        Assert.EndsWith("connect: connection refused", failed.Message, StringComparison.Ordinal);

        await RegisterAsync("Ignore");
        Assert.Equal(201, (await CreateClaimAsync("a")).Status);
    }

    [Fact]
    public async Task A_webhook_with_a_certificate_of_another_authority_is_not_trusted()
    {
        using var other = DevelopmentCertificates.CreateAuthority();
        await WebhookRegistration.RegisterAsync(Api, _webhook.Address, DevelopmentCertificates.Bundle(other), "Fail", ct: Cancelled);
        Assert.Equal(500, (await CreateClaimAsync("a")).Status);
        Assert.Empty(_webhook.Calls);
    }

    [Fact]
    public async Task A_slow_webhook_times_out()
    {
        using var never = new ManualResetEventSlim();
        _webhook.Answers((_, _) =>
        {
            never.Wait(TimeSpan.FromSeconds(10), CancellationToken.None);
            return new JsonObject { ["allowed"] = true };
        });
        await WebhookRegistration.RegisterAsync(Api, _webhook.Address, _webhook.CaBundle, "Fail", 1, Cancelled);
        var failed = await CreateClaimAsync("a");
        never.Set();
        Assert.Equal(500, failed.Status);
        Assert.EndsWith("?timeout=1s\": context deadline exceeded", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_webhook_registered_by_service_is_called_under_the_services_name()
    {
        using var authority = DevelopmentCertificates.CreateAuthority();
        var address = new IPEndPoint(IPAddress.Loopback, _webhook.Address.Port);
        await using var server = await SandboxServer.StartAsync(new SandboxOptions { Services = host => host == "hook.mon.svc" ? address : null }, Cancelled);
        using var api = server.CreateClient();
        var caBundle = Convert.ToBase64String(_webhook.CaBundle);
        using var registered = await api.PostAsync(
            new Uri("apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations", UriKind.Relative),
            new StringContent($$$"""
                {"metadata":{"name":"w"},"webhooks":[{"name":"hook.mon.io","sideEffects":"None","admissionReviewVersions":["v1"],"clientConfig":{"service":{"name":"hook","namespace":"mon","path":"/v"},"caBundle":"{{{caBundle}}}"},
                 "rules":[{"operations":["CREATE"],"apiGroups":[""],"apiVersions":["v1"],"resources":["namespaces"]}]}]}
                """, null, "application/json"), Cancelled);
        using var created = await api.PostAsync(new Uri("api/v1/namespaces", UriKind.Relative), new StringContent("""{"metadata":{"name":"x"}}""", null, "application/json"), Cancelled);

        // The certificate is for 127.0.0.1, not for hook.mon.svc, which must fail the call.
        Assert.Equal(HttpStatusCode.InternalServerError, created.StatusCode);
        Assert.Contains("https://hook.mon.svc:443/v?timeout=10s", await created.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }

    private Task RegisterAsync(string failurePolicy) => WebhookRegistration.RegisterAsync(Api, _webhook.Address, _webhook.CaBundle, failurePolicy, ct: Cancelled);
}
