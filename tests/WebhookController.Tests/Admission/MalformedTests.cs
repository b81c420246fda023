using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WebhookController.Admission;

namespace WebhookController.Tests.Admission;

public sealed class MalformedTests
{
    private static readonly string Good = ReviewBody.Create("enabled=true", "name=x").ToString();

    public static TheoryData<string> Bodies() =>
    [
        "",
        "null",
        "[]",
        "42",
        "\"AdmissionReview\"",
        "{",
        "{}",
        "not json at all",
        Good + "x",
        Good[..^1],
        Good.Replace("admission.k8s.io/v1", "admission.k8s.io/v1beta1", StringComparison.Ordinal),
        Good.Replace("\"AdmissionReview\"", "\"ConversionReview\"", StringComparison.Ordinal),
        """{"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1"}""",
        """{"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":null}""",
        """{"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":[]}""",
        (ReviewBody.Create() with { Uid = "" }).ToString(),
        (ReviewBody.Create() with { Kind = "Pod" }).ToString(),
        (ReviewBody.Create() with { Group = "apps" }).ToString(),
        (ReviewBody.Create() with { Object = null }).ToString(),
        (ReviewBody.Update([]) with { Object = null }).ToString(),
        (ReviewBody.Update([]) with { OldObject = null }).ToString(),
        ReviewBody.Create().Changed(claim => claim.Remove("metadata")).ToString(),
        ReviewBody.Create().Changed(claim => claim["metadata"] = 7).ToString(),
        ReviewBody.Create().Changed(claim => claim["metadata"]!["labels"] = 7).ToString(),
        ReviewBody.Create().Changed(claim => claim["metadata"]!["labels"]!["backup.vluwte.nl/retain"] = 7).ToString(),
        ReviewBody.Create().Changed(claim => claim["metadata"]!["labels"]!["backup.vluwte.nl/enabled"] = true).ToString(),
        ReviewBody.Create().Changed(claim => claim["metadata"]!["name"] = 7).ToString(),
        ReviewBody.Create().Changed(claim => claim["spec"]!["volumeName"] = 7).ToString(),
        (ReviewBody.Layer("StorageClass", "fast", null, []) with { Group = "" }).ToString(),
        (ReviewBody.Layer("Namespace", "shop", null, []) with { Group = "storage.k8s.io" }).ToString(),
        (ReviewBody.Layer("Namespace", "shop", [], []) with { OldObject = null }).ToString(),
        ReviewBody.Layer("Namespace", "shop", null, []).Changed(ns => ns.Remove("metadata")).ToString(),
        ReviewBody.Layer("Namespace", "shop", null, []).Changed(ns => ns["metadata"]!["labels"] = new JsonArray("backup.vluwte.nl/enabled")).ToString(),
        ReviewBody.Layer("StorageClass", "fast", null, []).Changed(item => item["metadata"]!["labels"]!["backup.vluwte.nl/retain"] = 14).ToString(),
        ReviewBody.Layer("StorageClass", "fast", [], null).Changed(item => item["metadata"] = "fast").ToString(),
        Good.Replace("\"enabled\"", "\"\\ud800\"", StringComparison.Ordinal).Replace("\"x\"", "\"\\ud800\"", StringComparison.Ordinal),
        Good.Replace("\"status\":{", $"\"status\":{{\"a\":{new string('[', 100_000)}{new string(']', 100_000)},", StringComparison.Ordinal),
        Good.Replace("\"status\":{", $"\"status\":{{\"a\":{new string('[', 5_000_000)}", StringComparison.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_body_that_is_not_a_review_is_a_bad_request_with_a_reason(string body)
    {
        await using var host = await AdmissionHost.StartAsync();

        foreach (var path in new[] { "/mutate", "/validate" })
        {
            var reply = await host.PostAsync(path, body);

            Assert.Equal(HttpStatusCode.BadRequest, reply.Code);
            Assert.Equal("BadRequest", reply.Json["reason"]!.GetValue<string>());
            Assert.Equal("Status", reply.Json["kind"]!.GetValue<string>());
            Assert.InRange(reply.Json["message"]!.GetValue<string>().Length, 10, 300);
            Assert.DoesNotContain("WebhookController", reply.Text, StringComparison.Ordinal);
        }
        Assert.All(await host.Outcomes.TakeAsync(2), outcome => Assert.Equal(Decision.Refused, outcome.Decision));
        Assert.DoesNotContain(host.Log.Lines, line => line.Level >= LogLevel.Error);
    }

    [Fact]
    public async Task Bytes_that_are_not_UTF8_are_a_bad_request()
    {
        await using var host = await AdmissionHost.StartAsync();
        var bytes = Encoding.UTF8.GetBytes(ReviewBody.Create("name=@@").ToString());
        bytes.AsSpan().Replace((byte)'@', (byte)0xff);
        using var content = new ByteArrayContent(bytes);
        content.Headers.TryAddWithoutValidation("Content-Type", "application/json");

        Assert.Equal(HttpStatusCode.BadRequest, (await host.PostAsync("/validate", content)).Code);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/yaml")]
    [InlineData("application/json-patch+json")]
    [InlineData("")]
    public async Task Another_content_type_is_unsupported(string contentType)
    {
        await using var host = await AdmissionHost.StartAsync();

        var reply = await host.PostAsync("/validate", Good, contentType);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, reply.Code);
        Assert.Equal("UnsupportedMediaType", reply.Json["reason"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("Application/JSON")]
    public async Task Parameters_and_case_of_the_content_type_do_not_matter(string contentType)
    {
        await using var host = await AdmissionHost.StartAsync();

        Assert.Equal(HttpStatusCode.OK, (await host.PostAsync("/validate", Good, contentType)).Code);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_of_more_than_8_MiB_is_too_large(bool lengthIsKnown)
    {
        await using var host = await AdmissionHost.StartAsync();
        var spaces = new byte[AdmissionLimits.MaxBody + 1];
        spaces.AsSpan().Fill((byte)' ');
        using var content = new ByteArrayContent(spaces);
        content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        host.Client.DefaultRequestHeaders.TransferEncodingChunked = lengthIsKnown ? null : true;
        host.Client.DefaultRequestHeaders.ExpectContinue = true;

        var reply = await host.PostAsync("/validate", content);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, reply.Code);
        Assert.Equal("RequestEntityTooLarge", reply.Json["reason"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_huge_value_that_we_do_not_read_is_skipped()
    {
        await using var host = await AdmissionHost.StartAsync();
        var huge = ReviewBody.Create("enabled=true", "name=x").Changed(claim => claim["status"]!["message"] = new string('x', 8_000_000));

        Assert.True((await host.ValidateAsync(huge)).Allowed);
    }

    [Fact]
    public async Task A_bug_is_a_500_without_a_stack_trace_and_is_counted()
    {
        await using var host = await AdmissionHost.StartAsync(services => services.AddSingleton<ClaimValidation>(_ => null!));

        var reply = await host.PostAsync("/validate", Good);

        Assert.Equal(HttpStatusCode.InternalServerError, reply.Code);
        Assert.Equal("InternalError", reply.Json["reason"]!.GetValue<string>());
        Assert.DoesNotContain("Exception", reply.Text, StringComparison.Ordinal);
        Assert.Equal(Decision.Failed, (await host.Outcomes.TakeAsync(1)).Single().Decision);
        Assert.Contains(host.Log.Lines, line => line.Level == LogLevel.Error);
    }
}
