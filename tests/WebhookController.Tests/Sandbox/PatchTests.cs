using System.Text.Json.Nodes;

namespace WebhookController.Tests.SandboxTests;

public sealed class PatchTests : SandboxTest
{
    private const string Strategic = "application/strategic-merge-patch+json";
    private const string JsonPatch = "application/json-patch+json";
    private const string Apply = "application/apply-patch+yaml";

    [Fact]
    public async Task Merge_strategic_and_json_patches_change_labels()
    {
        await CreateClaimAsync("a", """{"app":"web"}""");
        await PatchAsync($"{Claims}/a", """{"metadata":{"labels":{"one":"1","app":null}}}""");
        await PatchAsync($"{Claims}/a", """{"metadata":{"labels":{"two":"2"}}}""", Strategic);
        var patched = await PatchAsync($"{Claims}/a", """[{"op":"add","path":"/metadata/labels/x~1y","value":"3"},{"op":"test","path":"/metadata/labels/one","value":"1"}]""", JsonPatch);
        Assert.Equal("""{"one":"1","two":"2","x/y":"3"}""", patched["metadata", "labels"]!.ToJsonString());
    }

    [Fact]
    public async Task A_strategic_patch_merges_finalizers_and_a_merge_patch_replaces_them()
    {
        await CreateClaimAsync("a");
        const string Patch = """{"metadata":{"finalizers":["example.com/mine"]}}""";
        Assert.Equal(2, (await PatchAsync($"{Claims}/a", Patch, Strategic))["metadata", "finalizers"]!.AsArray().Count);
        Assert.Single((await PatchAsync($"{Claims}/a", Patch))["metadata", "finalizers"]!.AsArray());
    }

    [Fact]
    public async Task A_custom_resource_takes_no_strategic_patch()
    {
        var refused = await PatchAsync($"{Jobs}/nope", """{"metadata":{}}""", Strategic);
        Assert.Equal((415, "UnsupportedMediaType"), (refused.Status, refused.Reason));
        Assert.EndsWith("application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_json_patch_that_does_not_apply_is_invalid_and_changes_nothing()
    {
        var created = await CreateClaimAsync("a");
        var refused = await PatchAsync($"{Claims}/a", """[{"op":"add","path":"/metadata/labels/x","value":"1"},{"op":"remove","path":"/metadata/labels/none"}]""", JsonPatch);
        Assert.Equal(422, refused.Status);
        Assert.Equal(created.Text, (await GetAsync($"{Claims}/a")).Text);
    }

    [Fact]
    public async Task Applying_creates_changes_and_removes_what_is_no_longer_applied()
    {
        const string Path = $"{ConfigMaps}/cm?fieldManager=me&force=true";
        Assert.Equal(201, (await PatchAsync(Path, """{"apiVersion":"v1","kind":"ConfigMap","data":{"a":"1","b":"2"}}""", Apply)).Status);
        await PatchAsync($"{ConfigMaps}/cm", """{"data":{"c":"3"}}""");

        var applied = await PatchAsync(Path, """{"apiVersion":"v1","kind":"ConfigMap","data":{"a":"9"}}""", Apply);

        Assert.Equal("""{"a":"9","c":"3"}""", applied["data"]!.ToJsonString());
        Assert.Contains(applied["metadata", "managedFields"]!.AsArray(), entry => (string?)entry!["manager"] == "me" && (string?)entry["operation"] == "Apply");
        Assert.Equal(applied.Version, (await PatchAsync(Path, """{"apiVersion":"v1","kind":"ConfigMap","data":{"a":"9"}}""", Apply)).Version);
    }

    [Fact]
    public async Task Applying_another_value_than_somebody_else_set_is_a_conflict_unless_it_is_forced()
    {
        await PatchAsync($"{ConfigMaps}/cm?fieldManager=one", """{"apiVersion":"v1","kind":"ConfigMap","data":{"a":"1","b":"2"}}""", Apply);
        await PatchAsync($"{ConfigMaps}/cm?fieldManager=two", """{"data":{"b":"3"}}""");
        const string Wanted = """{"apiVersion":"v1","kind":"ConfigMap","data":{"a":"9"}}""";

        var conflict = await PatchAsync($"{ConfigMaps}/cm?fieldManager=three", Wanted, Apply);
        var forced = await PatchAsync($"{ConfigMaps}/cm?fieldManager=three&force=true", Wanted, Apply);
        var returned = await PatchAsync($"{ConfigMaps}/cm?fieldManager=one", """{"apiVersion":"v1","kind":"ConfigMap","data":{"a":"1","b":"2"}}""", Apply);

        Assert.Equal((409, "Conflict", "Apply failed with 1 conflict: conflict with \"one\": .data.a"), (conflict.Status, conflict.Reason, conflict.Message));
        Assert.Equal(("FieldManagerConflict", ".data.a"), ((string?)conflict["details", "causes"]![0]!["reason"], (string?)conflict["details", "causes"]![0]!["field"]));
        Assert.Equal((200, "9"), (forced.Status, (string?)forced["data", "a"]));
        Assert.Equal(
            (409, "Apply failed with 2 conflicts: conflicts with \"three\":\n- .data.a\nconflicts with \"two\" using v1:\n- .data.b"), (returned.Status, returned.Message));
    }

    [Fact]
    public async Task Applying_the_value_that_somebody_else_set_shares_it_and_dropping_it_leaves_it_to_them()
    {
        const string Path = $"{ConfigMaps}/cm?fieldManager=";
        await PatchAsync($"{Path}one", """{"apiVersion":"v1","kind":"ConfigMap","data":{"a":"1"}}""", Apply);

        Assert.Equal(200, (await PatchAsync($"{Path}two", """{"apiVersion":"v1","kind":"ConfigMap","data":{"a":"1","b":"2"}}""", Apply)).Status);
        Assert.Equal("""{"a":"1"}""", (await PatchAsync($"{Path}two", """{"apiVersion":"v1","kind":"ConfigMap"}""", Apply))["data"]!.ToJsonString());
        Assert.Equal(200, (await PatchAsync($"{Path}three", """{"apiVersion":"v1","kind":"ConfigMap","data":{"b":"3"}}""", Apply)).Status);
    }

    [Fact]
    public async Task A_write_without_changes_makes_no_version_and_no_event()
    {
        var created = await CreateClaimAsync("a", """{"app":"web"}""");
        using var watch = await WatchStream.OpenAsync(Api, $"{Claims}?watch=true&resourceVersion={created.Version}");

        var patched = await PatchAsync($"{Claims}/a", """{"metadata":{"labels":{"app":"web"}}}""");
        var put = await PutAsync($"{Claims}/a", created.Text);
        await CreateClaimAsync("b");

        Assert.Equal((created.Version, created.Version), (patched.Version, put.Version));
        Assert.Equal("ADDED b", (await watch.NextAsync())!.ToString());
    }

    [Fact]
    public async Task A_version_in_a_patch_or_an_update_is_a_precondition()
    {
        var created = await CreateClaimAsync("a");
        await PatchAsync($"{Claims}/a", """{"metadata":{"labels":{"x":"1"}}}""");

        var patched = await PatchAsync($"{Claims}/a", Versioned(created.Version));
        var put = await PutAsync($"{Claims}/a", created.Text);

        Assert.Equal((409, "Conflict"), (patched.Status, patched.Reason));
        Assert.Equal((409, "Conflict"), (put.Status, put.Reason));
        Assert.Equal("Operation cannot be fulfilled on persistentvolumeclaims \"a\": the object has been modified; please apply your changes to the latest version and try again", put.Message);
    }

    [Fact]
    public async Task Another_uid_is_invalid_in_a_patch_and_a_conflict_in_an_update()
    {
        var created = await CreateClaimAsync("a");
        var patched = await PatchAsync($"{Claims}/a", """{"metadata":{"uid":"00000000-0000-0000-0000-000000000000"}}""");
        Assert.Equal((422, "Invalid"), (patched.Status, patched.Reason));
        Assert.Contains("metadata.uid: Invalid value: \"00000000-0000-0000-0000-000000000000\": field is immutable", patched.Message, StringComparison.Ordinal);
        Assert.Equal(200, (await PatchAsync($"{Claims}/a", Labels("x", "1").Replace("\"labels\"", $"\"uid\":\"{created.Uid}\",\"labels\"", StringComparison.Ordinal))).Status);

        var put = await PutAsync($"{Claims}/a", created.Text.Replace(created.Uid, "other", StringComparison.Ordinal));
        Assert.Equal((409, "Conflict"), (put.Status, put.Reason));
    }

    [Theory]
    [InlineData("start", "00:30", "a valid label must be")]
    [InlineData("start", "-a", "a valid label must be")]
    [InlineData("start", "0123456789012345678901234567890123456789012345678901234567890123", "must be no more than 63")]
    [InlineData("bad key", "a", "name part must consist")]
    public async Task An_invalid_label_is_rejected(string key, string value, string why)
    {
        await CreateClaimAsync("a");
        var refused = await PatchAsync($"{Claims}/a", Labels(key, value));
        Assert.Equal((422, "Invalid"), (refused.Status, refused.Reason));
        Assert.StartsWith("PersistentVolumeClaim \"a\" is invalid: metadata.labels: Invalid value: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_writers_of_one_object_lose_nothing()
    {
        await CreateClaimAsync("a");
        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => PatchAsync($"{Claims}/a", Labels($"l{i}", "1"))));
        Assert.All(replies, reply => Assert.Equal(200, reply.Status));
        Assert.Equal(20, (await GetAsync($"{Claims}/a"))["metadata", "labels"]!.AsObject().Count);
    }

    [Fact]
    public async Task Whose_fields_a_real_server_noted_is_understood()
    {
        var claim = JsonNode.Parse(Claim("a", """{"app":"web","tier":"db"}"""))!.AsObject();
        claim["metadata"]!["namespace"] = "mon";
        claim["metadata"]!["managedFields"] = JsonNode.Parse("""
            [{"manager":"helm","operation":"Update","apiVersion":"v1","fieldsType":"FieldsV1","fieldsV1":{
              "f:metadata":{"f:labels":{".":{},"f:app":{},"f:tier":{}},"f:finalizers":{".":{},"v:\"kubernetes.io/pvc-protection\"":{}}}}}]
            """);
        Server.Load([claim]);

        var patched = await PatchAsync($"{Claims}/a?fieldManager=me", Labels("app", "api"));

        var owned = patched["metadata", "managedFields"]!.AsArray().ToDictionary(entry => (string)entry!["manager"]!, entry => entry!["fieldsV1"]!.ToJsonString());
        Assert.Equal("""{"f:metadata":{"f:finalizers":{},"f:labels":{"f:tier":{}}}}""", owned["helm"]);
        Assert.Contains("f:app", owned["me"], StringComparison.Ordinal);
    }

    private static string Versioned(string version) =>
        Labels("x", "2").Replace("\"labels\"", $"\"resourceVersion\":\"{version}\",\"labels\"", StringComparison.Ordinal);
}
