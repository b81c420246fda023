namespace WebhookController.Tests.SandboxTests;

public sealed class CrudTests : SandboxTest
{
    [Fact]
    public async Task A_created_claim_has_the_defaults_of_the_API_server()
    {
        var created = await CreateClaimAsync("grafana", """{"app":"grafana"}""");

        Assert.Equal(201, created.Status);
        Assert.Equal("kubernetes.io/pvc-protection", (string?)created["metadata", "finalizers"]![0]);
        Assert.Equal("Filesystem", (string?)created["spec", "volumeMode"]);
        Assert.Equal("Pending", (string?)created["status", "phase"]);
        Assert.NotNull(created["metadata", "uid"]);
        Assert.NotNull(created["metadata", "creationTimestamp"]);
        Assert.NotEmpty(created["metadata", "managedFields"]!.AsArray());
        Assert.Equal(created.Text, (await GetAsync($"{Claims}/grafana")).Text);
    }

    [Fact]
    public async Task A_claim_without_a_class_gets_the_default_one()
    {
        await PostAsync("apis/storage.k8s.io/v1/storageclasses", """{"metadata":{"name":"fast","annotations":{"storageclass.kubernetes.io/is-default-class":"true"}},"provisioner":"driver.longhorn.io"}""");
        var created = await PostAsync(Claims, """{"metadata":{"name":"a"},"spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}}""");
        Assert.Equal("fast", (string?)created["spec", "storageClassName"]);
    }

    [Fact]
    public async Task Creating_twice_is_AlreadyExists()
    {
        await CreateClaimAsync("a");
        var again = await CreateClaimAsync("a");
        Assert.Equal((409, "AlreadyExists", "persistentvolumeclaims \"a\" already exists"), (again.Status, again.Reason, again.Message));
    }

    [Fact]
    public async Task Creating_in_a_missing_namespace_is_not_found_and_listing_it_is_empty()
    {
        var created = await PostAsync("api/v1/namespaces/nope/configmaps", """{"metadata":{"name":"a"}}""");
        Assert.Equal((404, "namespaces \"nope\" not found"), (created.Status, created.Message));

        var list = await GetAsync("api/v1/namespaces/nope/configmaps");
        Assert.Equal(200, list.Status);
        Assert.Empty(list["items"]!.AsArray());
    }

    [Fact]
    public async Task A_missing_object_is_NotFound_and_a_missing_group_is_a_plain_404()
    {
        var missing = await GetAsync($"{Claims}/nope");
        Assert.Equal((404, "NotFound", "persistentvolumeclaims \"nope\" not found"), (missing.Status, missing.Reason, missing.Message));

        var group = await GetAsync("apis/nope.io/v1/things");
        Assert.Equal((404, "404 page not found\n"), (group.Status, group.Text));
    }

    [Theory]
    [InlineData("""{"apiVersion": "v1", "kind": """)]
    [InlineData("""[]""")]
    [InlineData("""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"}}""")]
    [InlineData("""{"metadata":{"name":"a","namespace":"other"}}""")]
    [InlineData("""{"metadata":{"name":"a","labels":{"a":1}}}""")]
    public async Task A_body_that_does_not_fit_is_a_bad_request(string body)
    {
        var refused = await PostAsync(Claims, body);
        Assert.Equal((400, "BadRequest"), (refused.Status, refused.Reason));
    }

    [Theory]
    [InlineData("", "Required value")]
    [InlineData("Upper", "a lowercase RFC 1123 subdomain")]
    public async Task A_bad_name_is_invalid(string name, string why)
    {
        var refused = await CreateClaimAsync(name);
        Assert.Equal((422, "Invalid"), (refused.Status, refused.Reason));
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_in_an_unknown_format_is_answered_with_415()
    {
        var refused = await SendAsync(HttpMethod.Post, ConfigMaps, "a", "text/plain");
        Assert.Equal((415, "UnsupportedMediaType"), (refused.Status, refused.Reason));
    }

    [Fact]
    public async Task Without_credentials_all_is_forbidden_and_with_wrong_ones_unauthorized()
    {
        Api.DefaultRequestHeaders.Authorization = null;
        var anonymous = await GetAsync(Claims);
        Assert.Equal((403, "Forbidden"), (anonymous.Status, anonymous.Reason));
        Assert.Equal("persistentvolumeclaims is forbidden: User \"system:anonymous\" cannot list resource \"persistentvolumeclaims\" in API group \"\" in the namespace \"mon\"", anonymous.Message);

        Api.DefaultRequestHeaders.Authorization = new("Bearer", "wrong");
        Assert.Equal(401, (await GetAsync(Claims)).Status);
    }

    [Fact]
    public async Task A_dry_run_changes_nothing()
    {
        Assert.Equal(201, (await CreateClaimAsync("a", query: "?dryRun=All")).Status);
        Assert.Equal(404, (await GetAsync($"{Claims}/a")).Status);

        var created = await CreateClaimAsync("a");
        Assert.Equal("1", (string?)(await PatchAsync($"{Claims}/a?dryRun=All", """{"metadata":{"labels":{"x":"1"}}}"""))["metadata", "labels", "x"]);
        Assert.Equal(200, (await DeleteAsync($"{Claims}/a?dryRun=All")).Status);
        Assert.Equal(created.Text, (await GetAsync($"{Claims}/a")).Text);
    }

    [Fact]
    public async Task A_generated_name_starts_as_wanted()
    {
        var created = await PostAsync(ConfigMaps, """{"metadata":{"generateName":"cm-"}}""");
        Assert.Matches("^cm-[a-z0-9]{5}$", (string?)created["metadata", "name"]);
    }

    [Fact]
    public async Task Every_request_is_logged()
    {
        Server.Requests.Clear();
        await CreateClaimAsync("a");
        await GetAsync(Claims);
        await PatchAsync($"{Claims}/a?dryRun=All", "{}");

        Assert.Equal(["create", "list", "patch"], Server.Requests.All.Select(request => request.Verb));
        Assert.Equal([201, 200], Server.Requests.Writes("test").Select(request => request.Status));
        Assert.True(Server.Requests.Writes()[^1].DryRun);
        Assert.Empty(Server.Requests.Writes("somebody-else"));
    }
}
