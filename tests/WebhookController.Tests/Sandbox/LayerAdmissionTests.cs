using Sandbox;

namespace WebhookController.Tests.SandboxTests;

// Admission of namespaces and StorageClasses, whose labels are layers of defaults.
public sealed class LayerAdmissionTests : SandboxTest
{
    private const string Configurations = "apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations";
    private const string Namespaces = "api/v1/namespaces";
    private const string Classes = "apis/storage.k8s.io/v1/storageclasses";
    private const string Enabled = "backup.vluwte.nl/enabled";

    private TestWebhook _webhook = null!;

    private IEnumerable<string> Calls => _webhook.Calls.Select(call =>
        $"{call.Request["operation"]} {call.Request["resource"]!["resource"]} {call.Request["name"]}");

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _webhook = await TestWebhook.StartAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await _webhook.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task Namespaces_are_reviewed_when_they_are_made_and_changed_and_StorageClasses_when_they_go_too()
    {
        await RegisterAsync();
        await PostAsync(Namespaces, """{"metadata":{"name":"shop"}}""");
        await PatchAsync($"{Namespaces}/shop", Labels(Enabled, "true"));
        await PatchAsync($"{Namespaces}/shop/status", """{"status":{"phase":"Active"}}""");
        await PostAsync(Classes, """{"metadata":{"name":"fast"},"provisioner":"driver.longhorn.io"}""");
        await PatchAsync($"{Classes}/fast", Labels(Enabled, "true"));
        await DeleteAsync($"{Classes}/fast");
        await DeleteAsync($"{Namespaces}/shop");

        Assert.Equal(
            [
                "CREATE namespaces shop", "UPDATE namespaces shop",
                "CREATE storageclasses fast", "UPDATE storageclasses fast", "DELETE storageclasses fast",
            ],
            Calls);
        Assert.All(_webhook.Calls, call => Assert.Equal("/validate", call.Path));
    }

    [Fact]
    public async Task The_review_of_a_namespace_names_it_as_its_own_namespace_and_that_of_a_StorageClass_names_none()
    {
        await RegisterAsync();
        await PatchAsync($"{Namespaces}/mon", Labels(Enabled, "true"));
        await PostAsync(Classes, """{"metadata":{"name":"fast"},"provisioner":"driver.longhorn.io"}""");

        var (ns, storageClass) = (_webhook.Calls.First().Request, _webhook.Calls.Last().Request);
        Assert.Equal(("mon", "mon"), ((string?)ns["name"], (string?)ns["namespace"]));
        Assert.Equal((null, "true"), ((string?)ns["oldObject"]!["metadata"]!["labels"]![Enabled], (string?)ns["object"]!["metadata"]!["labels"]![Enabled]));
        Assert.Equal("""{"group":"storage.k8s.io","version":"v1","kind":"StorageClass"}""", storageClass["kind"]!.ToJsonString());
        Assert.False(storageClass.AsObject().ContainsKey("namespace"));
    }

    [Fact]
    public async Task The_namespaces_of_the_cluster_of_Longhorn_and_of_the_controller_are_never_reviewed()
    {
        await RegisterAsync();
        await PostAsync(Namespaces, """{"metadata":{"name":"backup-controller"}}""");
        foreach (var name in (string[])["backup-controller", "longhorn-system", "kube-system"])
            await PatchAsync($"{Namespaces}/{name}", Labels(Enabled, "true"));
        // Nor can one get around this by its labels.
        await PatchAsync($"{Namespaces}/longhorn-system", """{"metadata":{"labels":null}}""");

        Assert.Empty(_webhook.Calls);
    }

    [Fact]
    public async Task A_refusal_changes_nothing_and_a_webhook_that_is_down_stops_nobody()
    {
        await RegisterAsync();
        _webhook.Answers((_, _) => TestWebhook.Deny(422, "Invalid", "interval=5 is not allowed"));

        var refused = await PatchAsync($"{Namespaces}/mon", Labels("backup.vluwte.nl/interval", "5"));
        var refusedClass = await PostAsync(Classes, """{"metadata":{"name":"fast"},"provisioner":"driver.longhorn.io"}""");
        await _webhook.DisposeAsync();
        var accepted = await PatchAsync($"{Namespaces}/mon", Labels("backup.vluwte.nl/interval", "6"));

        Assert.Equal((422, "admission webhook \"namespaces.backup.vluwte.nl\" denied the request: interval=5 is not allowed"), (refused.Status, refused.Message));
        Assert.Equal((422, 404), (refusedClass.Status, (await GetAsync($"{Classes}/fast")).Status));
        Assert.Equal((200, "6"), (accepted.Status, (string?)accepted["metadata", "labels", "backup.vluwte.nl/interval"]));
    }

    [Theory]
    [InlineData("Cluster", "CREATE namespaces shop", "CREATE storageclasses fast")]
    [InlineData("Namespaced", "CREATE persistentvolumeclaims a")]
    [InlineData("*", "CREATE namespaces shop", "CREATE storageclasses fast", "CREATE persistentvolumeclaims a")]
    public async Task A_namespace_is_an_object_of_the_cluster(string scope, params string[] expected)
    {
        await RegisterAsync(Selecting(scope, "{}"));

        await PostAsync(Namespaces, """{"metadata":{"name":"shop"}}""");
        await PostAsync(Classes, """{"metadata":{"name":"fast"},"provisioner":"driver.longhorn.io"}""");
        await CreateClaimAsync("a");

        Assert.Equal(expected, Calls);
    }

    // The labels that a namespace is about to get count; a StorageClass is in no namespace, and always asked about.
    [Fact]
    public async Task A_namespace_is_selected_by_its_own_new_labels_and_other_objects_of_the_cluster_always_are()
    {
        await RegisterAsync(Selecting("Cluster", """{"matchLabels":{"reviewed":"yes"}}"""));

        await PostAsync(Namespaces, """{"metadata":{"name":"plain"}}""");
        await PostAsync(Namespaces, """{"metadata":{"name":"shop","labels":{"reviewed":"yes"}}}""");
        await PatchAsync($"{Namespaces}/mon", Labels("reviewed", "yes"));
        await PatchAsync($"{Namespaces}/mon", """{"metadata":{"labels":{"reviewed":null}}}""");
        await PostAsync(Classes, """{"metadata":{"name":"fast"},"provisioner":"driver.longhorn.io"}""");

        Assert.Equal(["CREATE namespaces shop", "UPDATE namespaces mon", "CREATE storageclasses fast"], Calls);
    }

    [Fact]
    public async Task All_namespaces_are_listed_and_watched_with_their_labels()
    {
        var patched = await PatchAsync($"{Namespaces}/mon", Labels(Enabled, "true"));
        using var watch = await WatchStream.OpenAsync(Api, $"{Namespaces}?watch=true&resourceVersion={patched.Version}");
        await PostAsync(Namespaces, """{"metadata":{"name":"shop","labels":{"backup.vluwte.nl/enabled":"false"}}}""");
        await PatchAsync($"{Namespaces}/mon", """{"metadata":{"labels":{"backup.vluwte.nl/enabled":null}}}""");

        var frames = await watch.TakeAsync(2);
        Assert.Equal(["ADDED shop", "MODIFIED mon"], frames.Select(frame => $"{frame}"));
        Assert.Equal(["false", null], frames.Select(frame => (string?)frame.Object["metadata"]!["labels"]![Enabled]));
        var listed = await GetAsync($"{Namespaces}?labelSelector={Enabled}%3Dfalse");
        Assert.Equal("shop", (string?)Assert.Single(listed["items"]!.AsArray())!["metadata"]!["name"]);
    }

    private Task RegisterAsync() => WebhookRegistration.RegisterAsync(Api, _webhook.Address, _webhook.CaBundle, "Fail", timeoutSeconds: 10, Cancelled);

    private async Task RegisterAsync(string webhook)
    {
        Assert.Equal(201, (await PostAsync(Configurations, $$"""{"metadata":{"name":"w"},"webhooks":[{{webhook}}]}""")).Status);
    }

    private string Selecting(string scope, string namespaceSelector) => $$$"""
        {"name":"one.hook.io","sideEffects":"None","admissionReviewVersions":["v1"],"namespaceSelector":{{{namespaceSelector}}},
         "clientConfig":{"url":"{{{_webhook.Address}}}validate","caBundle":"{{{Convert.ToBase64String(_webhook.CaBundle)}}}"},
         "rules":[{"operations":["CREATE","UPDATE"],"apiGroups":["","storage.k8s.io"],"apiVersions":["v1"],"scope":"{{{scope}}}",
                   "resources":["namespaces","storageclasses","persistentvolumeclaims"]}]}
        """;
}
