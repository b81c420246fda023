using Sandbox;

namespace WebhookController.Tests.SandboxTests;

public sealed class CustomResourceTests : SandboxTest
{
    private protected override SandboxOptions Options => new() { LonghornInstalled = false };

    [Fact]
    public async Task Before_Longhorn_is_installed_its_group_is_a_plain_404()
    {
        Assert.Equal((404, "404 page not found\n"), ((await PostAsync(Jobs, Job("a"))).Status, (await GetAsync(Jobs)).Text));
        Assert.DoesNotContain("longhorn.io", (await GetAsync("apis")).Text, StringComparison.Ordinal);

        Server.InstallLonghorn();

        Assert.Equal(201, (await PostAsync(Jobs, Job("a"))).Status);
        Assert.Contains("longhorn.io", (await GetAsync("apis")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_generation_counts_changes_of_the_spec_only()
    {
        Server.InstallLonghorn();
        Assert.Equal(1, (int?)(await PostAsync(Jobs, Job("a")))["metadata", "generation"]);
        Assert.Equal(1, (int?)(await PatchAsync($"{Jobs}/a", Labels("x", "1")))["metadata", "generation"]);
        Assert.Equal(2, (int?)(await PatchAsync($"{Jobs}/a", """{"spec":{"retain":9}}"""))["metadata", "generation"]);
        Assert.Equal(2, (int?)(await PatchAsync($"{Jobs}/a/status", """{"status":{"executionCount":1}}"""))["metadata", "generation"]);
    }

    [Fact]
    public async Task Only_status_is_written_through_its_subresource()
    {
        Server.InstallLonghorn();
        await PostAsync(Jobs, Job("a"));
        var main = await PatchAsync($"{Jobs}/a", """{"status":{"executionCount":1}}""");
        Assert.Null(main["status"]);

        var status = await PatchAsync($"{Jobs}/a/status", """{"status":{"executionCount":1},"spec":{"retain":1},"metadata":{"labels":{"x":"1"}}}""");
        Assert.Equal((1, 8, null), ((int?)status["status", "executionCount"], (int?)status["spec", "retain"], status["metadata", "labels"]));
        Assert.Equal(1, (int?)(await GetAsync($"{Jobs}/a/status"))["status", "executionCount"]);
    }

    [Fact]
    public async Task Unknown_fields_are_dropped_with_a_warning_or_refused_when_strict()
    {
        Server.InstallLonghorn();
        var created = await PostAsync(Jobs, Job("a", ",\"nonsense\":1"));
        Assert.Null(created["spec", "nonsense"]);
        Assert.Equal(["299 - \"unknown field \\\"spec.nonsense\\\"\""], created.Warnings);

        var refused = await PostAsync($"{Jobs}?fieldValidation=Strict", Job("b", ",\"nonsense\":1"));
        Assert.Equal((400, "RecurringJob in version \"v1beta2\" cannot be handled as a RecurringJob: strict decoding error: unknown field \"spec.nonsense\""), (refused.Status, refused.Message));
    }

    [Fact]
    public async Task An_update_needs_a_version()
    {
        Server.InstallLonghorn();
        await PostAsync(Jobs, Job("a"));
        Assert.Equal(422, (await PutAsync($"{Jobs}/a", Job("a"))).Status);
    }

    [Fact]
    public async Task Items_of_a_list_have_apiVersion_and_kind()
    {
        Server.InstallLonghorn();
        await PostAsync(Jobs, Job("a"));
        Assert.Equal("RecurringJob", (string?)(await GetAsync(Jobs))["items"]![0]!["kind"]);
    }
}
