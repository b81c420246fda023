using System.Net.Http.Headers;

namespace WebhookController.Tests.SandboxTests;

public sealed class ProtobufTests : SandboxTest
{
    [Fact]
    public async Task A_namespace_in_protobuf_is_created()
    {
        // k8s, then a type (v1, Namespace) and an object with metadata.name=shop, two finalizers and metadata.labels.team=x, and an empty status.phase.
        var created = await PostProtobufAsync("api/v1/namespaces", "6b387300 0a0f 0a027631 12094e616d657370616365 1223 0a1d 0a0473686f70 5a09 0a047465616d 120178 4200 7203612f62 7203632f64 1a020a00");
        Assert.Equal("""["a/b","c/d"]""", created["metadata", "finalizers"]!.ToJsonString());
        Assert.Equal((201, "shop", "x"), (created.Status, (string?)created["metadata", "name"], (string?)created["metadata", "labels", "team"]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("6b387300 0aff")]
    [InlineData("7b7d")]
    [InlineData("6b387300 0a0f 0a027631 12094e616d657370616365 1203 0f0102")]
    public async Task What_is_no_protobuf_is_a_bad_request(string body)
    {
        var refused = await PostProtobufAsync("api/v1/namespaces", body);
        Assert.Equal((400, "BadRequest"), (refused.Status, refused.Reason));
    }

    [Fact]
    public async Task Of_another_kind_it_is_refused_with_advice()
    {
        var refused = await PostProtobufAsync(Claims, "6b387300");
        Assert.Equal((415, "UnsupportedMediaType"), (refused.Status, refused.Reason));
        Assert.EndsWith("(this server reads protobuf only of Namespaces, ConfigMaps and Secrets; send JSON instead, as kubectl create -f does)", refused.Message, StringComparison.Ordinal);
    }

    private async Task<Reply> PostProtobufAsync(string path, string hex)
    {
        using var content = new ByteArrayContent(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/vnd.kubernetes.protobuf");
        using var answer = await Api.PostAsync(new Uri(path, UriKind.Relative), content, Cancelled);
        return new Reply((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancelled), [], "", null);
    }
}
