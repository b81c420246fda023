using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using WebhookController.Admission;

namespace WebhookController.Tests.Admission;

public sealed class AnswerTests
{
    [Fact]
    public async Task The_answer_is_a_review_with_the_uid_of_the_request()
    {
        await using var host = await AdmissionHost.StartAsync();

        var answer = await host.ValidateAsync(ReviewBody.Create("enabled=false") with { Uid = "f89ddeb2" });

        Assert.Equal("""{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","response":{"uid":"f89ddeb2","allowed":true,"auditAnnotations":{"decision":"allowed"}}}""",
            answer.Review.ToJsonString());
    }

    // Kestrel reads in pieces of 4 KiB; from 64 KiB on a body is reviewed while it arrives.
    [Theory]
    [InlineData(10)]
    [InlineData(10_000)]
    [InlineData(60_000)]
    [InlineData(100_000)]
    public async Task A_body_of_any_length_is_read_to_its_end(int length)
    {
        await using var host = await AdmissionHost.StartAsync();
        var body = ReviewBody.Create("enabled=true", "interval=5").Changed(claim =>
        {
            claim["metadata"]!["annotations"] = new JsonObject { ["note"] = new string('x', length) };
            claim["spec"]!["more"] = "ö";
        });

        Assert.Equal("denied", (await host.ValidateAsync(body)).Audit("decision"));
        Assert.Equal(HttpStatusCode.BadRequest, (await host.PostAsync("/validate", body.ToString()[..^1])).Code);
    }

    [Fact]
    public async Task Audit_annotations_have_the_decision_and_its_reason()
    {
        await using var host = await AdmissionHost.StartAsync();

        var denied = await host.ValidateAsync(ReviewBody.Create("enabled=true", "name=x", "interval=5", "retain=0"));
        var patched = await host.MutateAsync(ReviewBody.Create("enabled=true", "archive=true"));

        Assert.Equal(("denied", "invalid_retain,invalid_interval"), (denied.Audit("decision"), denied.Audit("reason")));
        Assert.Equal(("patched", "backup.vluwte.nl/archive-requested-at"), (patched.Audit("decision"), patched.Audit("reason")));
    }

    [Fact]
    public async Task Each_answer_is_observed_once()
    {
        await using var host = await AdmissionHost.StartAsync();

        await host.MutateAsync(ReviewBody.Create("enabled=true", "archive=true"));
        await host.ValidateAsync(ReviewBody.Create("enabled=true", "name=x", "interval=5") with { DryRun = true });

        Assert.Equal(
            [(AdmissionPath.Mutate, Operation.Create, Decision.Patched, false), (AdmissionPath.Validate, Operation.Create, Decision.Denied, true)],
            (await host.Outcomes.TakeAsync(2)).Select(outcome => (outcome.Path, outcome.Operation, outcome.Decision, outcome.DryRun)));
    }

    [Fact]
    public async Task A_denial_is_logged_in_one_line_that_nobody_can_forge()
    {
        await using var host = await AdmissionHost.StartAsync();

        await host.ValidateAsync(ReviewBody.CreateOf("monitoring", "data", "enabled=true", "name=x", "interval=5") with { Name = "a\nb" + new string('c', 9_000) });

        var (level, text) = Assert.Single(host.Log.Lines, line => line.Text.StartsWith("Denied", StringComparison.Ordinal));
        Assert.Equal(LogLevel.Information, level);
        Assert.StartsWith("Denied (Validate) Create of Claim monitoring/a?bccc", text, StringComparison.Ordinal);
        Assert.EndsWith("…: invalid_interval (dry run: False)", text, StringComparison.Ordinal);
        Assert.InRange(text.Length, 0, 400);
    }
}
