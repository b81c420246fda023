using Sandbox;

namespace WebhookController.Tests.SandboxTests;

public sealed class AccessControlTests : SandboxTest
{
    private static readonly RestrictedUser Reader = new("reader", "reader-token",
    [
        new Grant("", "persistentvolumeclaims", ["get", "list"]),
        new Grant("longhorn.io", "recurringjobs", ["create"]) { Namespace = "longhorn-system" },
        new Grant("", "configmaps", ["get", "list", "watch"]) { Namespace = "mon", Names = ["defaults"] },
    ]);

    private protected override SandboxOptions Options => new() { RestrictedUsers = [Reader] };

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Api.DefaultRequestHeaders.Authorization = new("Bearer", Reader.Token);
    }

    [Fact]
    public async Task A_granted_request_succeeds()
    {
        Assert.Equal(200, (await GetAsync(Claims)).Status);
        Assert.Equal(200, (await GetAsync("api/v1/persistentvolumeclaims")).Status);
    }

    [Fact]
    public async Task What_is_not_granted_is_forbidden_in_the_words_of_the_API_server()
    {
        var refused = await DeleteAsync($"{Claims}/grafana");

        Assert.Equal((403, "Forbidden"), (refused.Status, refused.Reason));
        Assert.Equal("persistentvolumeclaims \"grafana\" is forbidden: User \"reader\" cannot delete resource \"persistentvolumeclaims\" "
            + "in API group \"\" in the namespace \"mon\"", refused.Message);
        Assert.Equal("longhorn.io", (string?)(await GetAsync(Jobs)).Json["details"]?["group"]);
    }

    [Fact]
    public async Task A_grant_in_a_namespace_applies_only_there()
    {
        Assert.Equal(403, (await PostAsync(Jobs.Replace("longhorn-system", "mon", StringComparison.Ordinal), """{"metadata":{"name":"a"}}""")).Status);
        Assert.NotEqual(403, (await PostAsync(Jobs, """{"metadata":{"name":"a"}}""")).Status);
    }

    [Theory]
    [InlineData($"{ConfigMaps}/defaults", 404)]
    [InlineData($"{ConfigMaps}?fieldSelector=metadata.name%3Ddefaults", 200)]
    [InlineData($"{ConfigMaps}/other", 403)]
    [InlineData($"{ConfigMaps}?fieldSelector=metadata.name%3Dother", 403)]
    [InlineData(ConfigMaps, 403)]
    [InlineData("api/v1/configmaps?fieldSelector=metadata.name%3Ddefaults", 403)]
    public async Task A_grant_by_name_is_for_that_object(string path, int status) => Assert.Equal(status, (await GetAsync(path)).Status);
}
