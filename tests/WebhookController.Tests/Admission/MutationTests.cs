using System.Text.Json.Nodes;
using WebhookController.Admission;

namespace WebhookController.Tests.Admission;

public sealed class MutationTests
{
    private const string Stamp = "add /metadata/annotations/backup.vluwte.nl~1archive-requested-at \"2026-11-22T12:00:00Z\"";
    private static readonly string[] Archived = ["enabled=true", "name=x", "archive=true"];

    [Theory]
    [InlineData("enabled=true")]
    [InlineData("enabled=True,archive=FALSE")]
    [InlineData("enabled=false")]
    [InlineData("enabled=true,name=grafana")]
    [InlineData("retain=none")]
    [InlineData("")]
    public async Task No_label_is_ever_written(string labels)
    {
        await using var host = await AdmissionHost.StartAsync();

        var answer = await host.MutateAsync(ReviewBody.Create(labels.Split(',', StringSplitOptions.RemoveEmptyEntries)));

        Assert.True(answer.Allowed);
        Assert.Null(answer.Patch);
        Assert.Null(answer.Response["patchType"]);
    }

    [Fact]
    public async Task An_archive_request_is_noted_on_the_PVC()
    {
        await using var host = await AdmissionHost.StartAsync();

        var created = await host.MutateAsync(ReviewBody.Create(Archived));
        var updated = await host.MutateAsync(ReviewBody.Update(["enabled=true", "name=x"], Archived).Changed(claim => Annotate(claim, "other", "kept")));

        Assert.True(created.Allowed);
        Assert.Equal("JSONPatch", created.Response["patchType"]!.GetValue<string>());
        Assert.Equal(["add /metadata/annotations {}", Stamp], created.PatchLines);
        Assert.Equal([Stamp], updated.PatchLines);
    }

    [Fact]
    public async Task An_archive_that_was_requested_before_is_not_noted_as_a_new_one()
    {
        await using var host = await AdmissionHost.StartAsync();

        Assert.Null((await host.MutateAsync(ReviewBody.Update(Archived, [.. Archived, "retain=3"]))).Patch);
    }

    [Fact]
    public async Task An_annotation_that_a_manifest_without_it_removed_is_restored()
    {
        await using var host = await AdmissionHost.StartAsync();
        var replaced = ReviewBody.Update(Archived, Archived);
        Annotate(replaced.OldObject!, "backup.vluwte.nl/archive-requested-at", "2026-10-01T08:00:00Z");

        Assert.Equal(
            ["add /metadata/annotations {}", "add /metadata/annotations/backup.vluwte.nl~1archive-requested-at \"2026-10-01T08:00:00Z\""],
            (await host.MutateAsync(replaced)).PatchLines);
    }

    [Theory]
    [InlineData("00:30", "backup.vluwte.nl/start=00:30 is not allowed: use 0030, not 00:30")]
    [InlineData("7:30", "backup.vluwte.nl/start=7:30 is not allowed: use 0730, not 7:30")]
    [InlineData("25:00", "backup.vluwte.nl/start=25:00 is not allowed: use a time HHMM from 0000 to 2359, for example 0030, or auto")]
    public async Task A_start_with_a_colon_is_denied_with_the_right_form(string start, string message)
    {
        await using var host = await AdmissionHost.StartAsync();

        var answer = await host.MutateAsync(ReviewBody.Create("enabled=true", "name=x", "archive=true", $"start={start}"));

        Assert.False(answer.Allowed);
        Assert.Equal(message, answer.Message);
        Assert.Null(answer.Patch);
    }

    [Fact]
    public async Task A_start_with_a_colon_is_denied_in_one_answer_with_all_that_validation_denies()
    {
        await using var host = await AdmissionHost.StartAsync();
        host.Cache.Put(Cluster.Claim("monitoring", "other", ("enabled", "true"), ("name", "x")));
        var review = ReviewBody.Create("enabled=true", "name=x", "retain=0", "start=05:30");

        var answer = await host.MutateAsync(review);

        Assert.StartsWith("3 backup labels need a change:", answer.Message, StringComparison.Ordinal);
        Assert.Contains("backup.vluwte.nl/retain=0 is not allowed: use a whole number from 1 to 100", answer.Message, StringComparison.Ordinal);
        Assert.Contains("use 0530, not 05:30", answer.Message, StringComparison.Ordinal);
        Assert.Contains("monitoring/other", answer.Message, StringComparison.Ordinal);
        Assert.Equal((await host.ValidateAsync(review)).Message, answer.Message);
    }

    [Fact]
    public async Task What_is_denied_for_a_colon_is_denied_for_a_name_just_taken_too_and_takes_none()
    {
        await using var host = await AdmissionHost.StartAsync();
        Assert.True((await host.ValidateAsync(ReviewBody.CreateOf("monitoring", "other", "enabled=true", "name=x"))).Allowed);

        var conflict = await host.MutateAsync(ReviewBody.Create("enabled=true", "name=x", "start=05:30"));
        await host.MutateAsync(ReviewBody.Create("enabled=true", "name=y", "start=05:30"));

        Assert.Contains("monitoring/other has just asked for job backup-monitoring-x", conflict.Message, StringComparison.Ordinal);
        Assert.True((await host.ValidateAsync(ReviewBody.CreateOf("monitoring", "third", "enabled=true", "name=y"))).Allowed);
    }

    [Fact]
    public async Task A_PVC_on_other_storage_is_not_changed()
    {
        await using var host = await AdmissionHost.StartAsync();

        Assert.Null((await host.MutateAsync(ReviewBody.Create(Archived).On("nfs"))).Patch);
    }

    [Fact]
    public async Task A_PVC_with_generateName_can_ask_for_an_archive()
    {
        await using var host = await AdmissionHost.StartAsync();
        var metadata = new JsonObject
        {
            ["generateName"] = "data-",
            ["labels"] = new JsonObject { ["backup.vluwte.nl/enabled"] = "TRUE", ["backup.vluwte.nl/archive"] = "TRUE" },
        };
        var unnamed = ReviewBody.Create().Changed(claim => claim["metadata"] = metadata);

        var answer = await host.MutateAsync(unnamed with { Name = "" });

        Assert.Equal(["add /metadata/annotations {}", Stamp], answer.PatchLines);
    }

    [Fact]
    public void A_patch_creates_the_map_of_annotations_if_there_is_none()
    {
        var patch = JsonNode.Parse(JsonPatch.SetAnnotation(hasMap: false, "a~b/c", "d"))!.AsArray();

        Assert.Equal("""[{"op":"add","path":"/metadata/annotations","value":{}},{"op":"add","path":"/metadata/annotations/a~0b~1c","value":"d"}]""",
            patch.ToJsonString());
    }

    [Fact]
    public async Task True_in_upper_case_is_admitted_as_it_is()
    {
        await using var host = await AdmissionHost.StartAsync();

        Assert.True((await host.ValidateAsync(ReviewBody.Create("enabled=TRUE", "name=data", "archive=True"))).Allowed);
    }

    private static void Annotate(JsonObject claim, string key, string value) => claim["metadata"]!["annotations"] = new JsonObject { [key] = value };
}
