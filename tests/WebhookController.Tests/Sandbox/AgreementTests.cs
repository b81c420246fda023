namespace WebhookController.Tests.SandboxTests;

// What the Sandbox must reject like a real API server; runs against a real one if there is one.
public sealed class AgreementTests : ApiTest
{
    private const string Configurations = "apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations";

    [Theory]
    [InlineData("a.hook.io", "b.hook.io", ""","sideEffects":"None","admissionReviewVersions":["v1"]""", null)]
    [InlineData("a.hook.io", "a.hook.io", ""","sideEffects":"None","admissionReviewVersions":["v1"]""", "webhooks[1].name: Duplicate value: \"a.hook.io\"")]
    [InlineData("a.hook.io", "hook.io", ""","sideEffects":"None","admissionReviewVersions":["v1"]""",
        "webhooks[1].name: Invalid value: \"hook.io\": should be a domain with at least three segments separated by dots")]
    [InlineData("a.hook.io", "b.hook.io", ""","sideEffects":"None" """, "webhooks[0].admissionReviewVersions: Required value: must specify one of v1, v1beta1")]
    [InlineData("a.hook.io", "b.hook.io", ""","admissionReviewVersions":["v1"]""", "webhooks[0].sideEffects: Required value: must specify one of None, NoneOnDryRun")]
    public async Task A_registration_must_be_complete_and_its_names_unique(string first, string second, string rest, string? why)
    {
        string Webhook(string name) => $$"""{"name":"{{name}}","clientConfig":{"url":"https://127.0.0.1:1/"}{{rest}}}""";

        var answer = await PostAsync(Configurations, $$"""{"metadata":{"name":"w"},"webhooks":[{{Webhook(first)}},{{Webhook(second)}}]}""");

        Assert.Equal(why is null ? 201 : 422, answer.Status);
        if (why is not null) Assert.Contains(why, answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_custom_resource_needs_apiVersion_and_kind()
    {
        var refused = await PostAsync(Jobs, """{"metadata":{"name":"a"}}""");

        Assert.Equal(
            (400, """the object provided is unrecognized (must be of type RecurringJob): Object 'Kind' is missing in '{"metadata":{"name":"a"}}' ({"metadata":{"name":"a"}})"""),
            (refused.Status, refused.Message));
    }

    [Fact]
    public async Task A_built_in_kind_needs_no_apiVersion_and_kind() => Assert.Equal(201, (await PostAsync(ConfigMaps, """{"metadata":{"name":"a"}}""")).Status);

    [Fact]
    public async Task The_spec_of_a_claim_is_immutable_except_its_volume_once_and_its_size_when_bound()
    {
        const string Grow = """{"spec":{"resources":{"requests":{"storage":"2Gi"}}}}""";
        await PostAsync("apis/storage.k8s.io/v1/storageclasses", """{"metadata":{"name":"longhorn"},"provisioner":"driver.longhorn.io","allowVolumeExpansion":true}""");
        await CreateClaimAsync("a");
        AssertFixed(await PatchAsync($"{Claims}/a", Grow));
        Assert.Equal(200, (await PatchAsync($"{Claims}/a", """{"spec":{"volumeName":"v"}}""")).Status);
        AssertFixed(await PatchAsync($"{Claims}/a", Grow));

        Assert.Equal(200, (await PatchAsync($"{Claims}/a/status", """{"status":{"phase":"Bound"}}""")).Status);

        Assert.Equal(200, (await PatchAsync($"{Claims}/a", Grow)).Status);
        AssertFixed(await PatchAsync($"{Claims}/a", """{"spec":{"volumeName":"w"}}"""));
        AssertFixed(await PatchAsync($"{Claims}/a", """{"spec":{"storageClassName":"other"}}"""));
    }

    [Fact]
    public async Task A_missing_class_may_be_set_later()
    {
        await PostAsync(Claims, Claim("a").Replace(",\"storageClassName\":\"longhorn\"", "", StringComparison.Ordinal));
        Assert.Equal(200, (await PatchAsync($"{Claims}/a", """{"spec":{"storageClassName":"later"}}""")).Status);
        AssertFixed(await PatchAsync($"{Claims}/a", """{"spec":{"storageClassName":"other"}}"""));
    }

    [Fact]
    public async Task A_namespace_keeps_the_label_with_its_name()
    {
        const string Mon = "api/v1/namespaces/mon";

        var patched = await PatchAsync(Mon, """{"metadata":{"labels":null}}""");
        var renamed = await PatchAsync(Mon, Labels("kubernetes.io/metadata.name", "other"));
        var replaced = await PutAsync(Mon, """{"metadata":{"name":"mon","labels":{"team":"x"}}}""");

        Assert.Equal(["mon", "mon", "mon"], new[] { patched, renamed, replaced }.Select(one => (string?)one["metadata", "labels", "kubernetes.io/metadata.name"]));
        Assert.Equal("x", (string?)replaced["metadata", "labels", "team"]);
    }

    [Fact]
    public async Task Claims_and_volumes_are_protected_from_the_start()
    {
        await CreateClaimAsync("a");
        var volume = await PostAsync("api/v1/persistentvolumes", """
            {"metadata":{"name":"v"},"spec":{"capacity":{"storage":"1Gi"},"accessModes":["ReadWriteOnce"],"csi":{"driver":"driver.longhorn.io","volumeHandle":"v"}}}
            """);
        Assert.Equal("[\"kubernetes.io/pvc-protection\"]", (await GetAsync($"{Claims}/a"))["metadata", "finalizers"]!.ToJsonString());
        Assert.Equal("[\"kubernetes.io/pv-protection\"]", volume["metadata", "finalizers"]!.ToJsonString());
    }

    private static void AssertFixed(Reply refused) => Assert.Equal(
        (422, "FieldValueForbidden", "spec"),
        (refused.Status, (string?)refused["details", "causes"]![0]!["reason"], (string?)refused["details", "causes"]![0]!["field"]));
}
