using System.Text.Json.Nodes;

namespace WebhookController.Tests.SandboxTests;

public sealed class PagingTests : SandboxTest
{
    private const string AllClaims = "api/v1/persistentvolumeclaims";

    [Fact]
    public async Task All_pages_of_a_list_show_one_revision()
    {
        for (var i = 0; i < 5; i++) await CreateClaimAsync($"p{i}");
        var first = await GetAsync($"{AllClaims}?limit=2");
        await CreateClaimAsync("p15");
        await PatchAsync($"{Claims}/p4", """{"metadata":{"labels":{"late":"1"}}}""");

        var second = await GetAsync($"{AllClaims}?limit=2&continue={first["metadata", "continue"]}");
        var third = await GetAsync($"{AllClaims}?limit=2&continue={second["metadata", "continue"]}");

        Assert.Equal(["p0", "p1", "p2", "p3", "p4"], Names(first).Concat(Names(second)).Concat(Names(third)));
        Assert.Equal([3, 1, null], new[] { first, second, third }.Select(page => (int?)page["metadata", "remainingItemCount"]));
        Assert.Equal(first.Version, third.Version);
        Assert.Null(third["metadata", "continue"]);
        Assert.Null(third["items"]![0]!["metadata"]!["labels"]);
        Assert.Null(third["items"]![0]!["kind"]);
    }

    [Fact]
    public async Task What_remains_is_counted_in_the_namespace_only()
    {
        foreach (var ns in (string[])["mon", "mon-a"])
        {
            await PostAsync("api/v1/namespaces", $$$"""{"metadata":{"name":"{{{ns}}}"}}""");
            for (var i = 0; i < 3; i++) await PostAsync($"api/v1/namespaces/{ns}/persistentvolumeclaims", Claim($"p{i}"));
        }

        Assert.Equal(2, (int?)(await GetAsync($"{Claims}?limit=1"))["metadata", "remainingItemCount"]);
        Assert.Equal(5, (int?)(await GetAsync($"{AllClaims}?limit=1"))["metadata", "remainingItemCount"]);
        Assert.Null((await GetAsync($"{Claims}?limit=3"))["metadata", "remainingItemCount"]);
    }

    [Fact]
    public async Task An_expired_continue_token_is_410_with_a_token_for_an_inconsistent_list()
    {
        for (var i = 0; i < 3; i++) await CreateClaimAsync($"p{i}");
        var first = await GetAsync($"{AllClaims}?limit=1");
        Server.Compact();
        await CreateClaimAsync("p9");

        var expired = await GetAsync($"{AllClaims}?limit=9&continue={first["metadata", "continue"]}");
        Assert.Equal((410, "Expired"), (expired.Status, expired.Reason));

        var rest = await GetAsync($"{AllClaims}?limit=9&continue={expired["metadata", "continue"]}");
        Assert.Equal(["p1", "p2", "p9"], Names(rest));
    }

    [Fact]
    public async Task An_invalid_continue_token_is_a_bad_request() =>
        Assert.Equal(400, (await GetAsync($"{AllClaims}?limit=3&continue=garbage")).Status);

    [Fact]
    public async Task A_list_at_a_future_revision_is_a_timeout()
    {
        var future = await GetAsync($"{AllClaims}?resourceVersion=99999999&resourceVersionMatch=NotOlderThan");
        Assert.Equal((504, "Timeout", "1"), (future.Status, future.Reason, future.RetryAfter));
    }

    [Theory]
    [InlineData("labelSelector=app=web", "a b")]
    [InlineData("labelSelector=app!=web", "c d")]
    [InlineData("labelSelector=app in (web,db)", "a b c")]
    [InlineData("labelSelector=app notin (web),tier", "c")]
    [InlineData("labelSelector=!app", "d")]
    [InlineData("labelSelector=app", "a b c")]
    [InlineData("fieldSelector=metadata.name=b", "b")]
    [InlineData("fieldSelector=metadata.name!=b,metadata.namespace=mon", "a c d")]
    [InlineData("labelSelector=app=web&fieldSelector=metadata.name=a", "a")]
    public async Task Selectors_select(string query, string expected)
    {
        await CreateClaimAsync("a", """{"app":"web"}""");
        await CreateClaimAsync("b", """{"app":"web","tier":"1"}""");
        await CreateClaimAsync("c", """{"app":"db","tier":"2"}""");
        await CreateClaimAsync("d");
        Assert.Equal(expected.Split(' '), Names(await GetAsync($"{Claims}?{query}")));
    }

    [Fact]
    public async Task Ten_thousand_claims_are_listed_in_pages_with_ease()
    {
        Server.Load(Enumerable.Range(0, 10_000).Select(i => JsonNode.Parse(Claim($"claim-{i:D5}"))!.AsObject()).Select(claim =>
        {
            claim["metadata"]!["namespace"] = "mon";
            return claim;
        }));

        var (count, pages, token) = (0, 0, "");
        do
        {
            var page = await GetAsync($"{AllClaims}?limit=500&continue={token}");
            (count, pages, token) = (count + page["items"]!.AsArray().Count, pages + 1, (string?)page["metadata", "continue"] ?? "");
        }
        while (token.Length > 0);
        Assert.Equal((10_000, 20), (count, pages));
    }

    [Fact]
    public async Task A_table_has_the_columns_of_kubectl_get()
    {
        await CreateClaimAsync("a");
        var table = await GetAsync(Claims, "application/json;as=Table;v=v1;g=meta.k8s.io,application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json");
        Assert.Equal("Table", (string?)table["kind"]);
        Assert.Equal(
            ["Name", "Status", "Volume", "Capacity", "Access Modes", "StorageClass", "VolumeAttributesClass", "Age", "VolumeMode"],
            table["columnDefinitions"]!.AsArray().Select(column => (string?)column!["name"]));
        Assert.Equal("a", (string?)table["rows"]![0]!["cells"]![0]);
        Assert.Equal("PartialObjectMetadata", (string?)table["rows"]![0]!["object"]!["kind"]);
    }

    [Fact]
    public async Task Only_the_metadata_can_be_requested()
    {
        await CreateClaimAsync("a");
        var list = await GetAsync(Claims, "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1");
        Assert.Equal("PartialObjectMetadataList", (string?)list["kind"]);
        Assert.Equal(["kind", "apiVersion", "metadata"], list["items"]![0]!.AsObject().Select(field => field.Key));
    }

    [Fact]
    public async Task An_unsupported_media_type_is_not_acceptable() =>
        Assert.Equal(406, (await GetAsync(Claims, "application/vnd.kubernetes.protobuf")).Status);

    private static IEnumerable<string?> Names(Reply list) => list["items"]!.AsArray().Select(item => (string?)item!["metadata"]!["name"]);
}
