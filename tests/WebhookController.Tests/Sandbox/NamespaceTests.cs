using Sandbox;

namespace WebhookController.Tests.SandboxTests;

public sealed class NamespaceTests : StandInTest
{
    private const string Controller = "system:serviceaccount:kube-system:namespace-controller";
    private const string Mon = "api/v1/namespaces/mon";

    [Fact]
    public async Task Everything_in_a_deleted_namespace_is_deleted()
    {
        await CreateClaimAsync("a");
        var volume = (string?)(await UntilAsync($"{Claims}/a", claim => (string?)claim["status", "phase"] == "Bound"))["spec", "volumeName"];
        await PostAsync(ConfigMaps, """{"metadata":{"name":"cm"}}""");

        var deleted = await DeleteAsync(Mon);

        Assert.Equal((200, "Terminating"), (deleted.Status, (string?)deleted["status", "phase"]));
        foreach (var path in new[] { Mon, $"{Claims}/a", $"{ConfigMaps}/cm", $"{Longhorn}/volumes/{volume}" }) await UntilAsync(path, reply => reply.Status == 404);
    }

    [Fact]
    public async Task Nothing_new_comes_into_a_namespace_that_is_being_deleted()
    {
        StandIn.Hold(Behaviours.Namespaces);
        await DeleteAsync(Mon);

        var refused = await CreateClaimAsync("a");

        Assert.Equal(
            (403, "Forbidden", "persistentvolumeclaims \"a\" is forbidden: unable to create new content in namespace mon because it is being terminated"),
            (refused.Status, refused.Reason, refused.Message));
        Assert.Equal("NamespaceTerminating", (string?)refused["details", "causes"]![0]!["reason"]);
        StandIn.Resume(Behaviours.Namespaces);
        await UntilAsync(Mon, reply => reply.Status == 404);
    }

    [Fact]
    public async Task Its_claims_are_deleted_through_admission_by_the_namespace_controller()
    {
        await using var webhook = await TestWebhook.StartAsync();
        await WebhookRegistration.RegisterAsync(Api, webhook.Address, webhook.CaBundle, "Fail", ct: Cancelled);
        await CreateClaimAsync("a");
        // A binding in the middle of the deletion would have the deletion reviewed again.
        await UntilAsync($"{Claims}/a", claim => (string?)claim["status", "phase"] == "Bound");

        await DeleteAsync(Mon);

        await UntilAsync(Mon, reply => reply.Status == 404);
        var deletion = Assert.Single(webhook.Calls, call => (string?)call.Request["operation"] == "DELETE").Request;
        Assert.Equal(("a", "mon", Controller), ((string?)deletion["name"], (string?)deletion["namespace"], (string?)deletion["userInfo"]!["username"]));
    }

    [Fact]
    public async Task What_a_webhook_refuses_to_delete_stays_and_so_does_its_namespace_until_it_is_allowed()
    {
        await using var webhook = await TestWebhook.StartAsync();
        await WebhookRegistration.RegisterAsync(Api, webhook.Address, webhook.CaBundle, "Fail", ct: Cancelled);
        await CreateClaimAsync("a");
        await PostAsync(ConfigMaps, """{"metadata":{"name":"cm"}}""");
        webhook.Answers((_, request) => (string?)request["operation"] == "DELETE" ? TestWebhook.Deny(403, "Forbidden", "archive it first") : new() { ["allowed"] = true });

        await DeleteAsync(Mon);

        await UntilAsync($"{ConfigMaps}/cm", reply => reply.Status == 404);
        await Wait.UntilAsync(() => Task.FromResult(webhook.Calls.Count(call => (string?)call.Request["operation"] == "DELETE") > 1));
        Assert.Equal((200, 200), ((await GetAsync($"{Claims}/a")).Status, (await GetAsync(Mon)).Status));
        webhook.Answers((_, _) => new() { ["allowed"] = true });
        await UntilAsync(Mon, reply => reply.Status == 404);
    }

    [Fact]
    public async Task Only_its_subresource_changes_the_finalizers_of_a_namespace()
    {
        var patched = await PatchAsync(Mon, """{"metadata":{"labels":{"team":"x"}},"spec":{"finalizers":[]}}""");
        Assert.Equal(("x", "[\"kubernetes\"]"), ((string?)patched["metadata", "labels", "team"], patched["spec", "finalizers"]!.ToJsonString()));
    }
}
