using System.Text.Json.Nodes;
using WebhookController.Admission;

namespace WebhookController.Tests.Admission;

public sealed class MutationTests
{
    [Fact]
    public async Task Opting_in_sets_the_name()
    {
        await using var host = await AdmissionHost.StartAsync();

        var answer = await host.MutateAsync(ReviewBody.Create("enabled=true"));

        Assert.True(answer.Allowed);
        Assert.Equal("JSONPatch", answer.Response["patchType"]!.GetValue<string>());
        Assert.Equal(["add /metadata/labels/backup.vluwte.nl~1name \"data\""], answer.PatchLines);
    }

    [Fact]
    public async Task Case_is_lowered_by_replacing_the_value()
    {
        await using var host = await AdmissionHost.StartAsync();

        var answer = await host.MutateAsync(ReviewBody.Update([], "enabled=True", "name=x", "archive=FALSE"));

        Assert.Equal(
        [
            "replace /metadata/labels/backup.vluwte.nl~1enabled \"true\"",
            "replace /metadata/labels/backup.vluwte.nl~1archive \"false\"",
        ], answer.PatchLines);
    }

    [Theory]
    [InlineData("enabled=false")]
    [InlineData("enabled=true,name=grafana")]
    [InlineData("retain=none")]
    [InlineData("")]
    public async Task Nothing_else_is_ever_changed(string labels)
    {
        await using var host = await AdmissionHost.StartAsync();

        var answer = await host.MutateAsync(ReviewBody.Create(labels.Split(',', StringSplitOptions.RemoveEmptyEntries)));

        Assert.True(answer.Allowed);
        Assert.Null(answer.Patch);
        Assert.Null(answer.Response["patchType"]);
    }

    [Theory]
    [InlineData("00:30", "backup.vluwte.nl/start=00:30 is not allowed: use 0030, not 00:30")]
    [InlineData("7:30", "backup.vluwte.nl/start=7:30 is not allowed: use 0730, not 7:30")]
    [InlineData("25:00", "backup.vluwte.nl/start=25:00 is not allowed: use a time HHMM from 0000 to 2359, for example 0030")]
    public async Task A_start_with_a_colon_is_denied_with_the_right_form(string start, string message)
    {
        await using var host = await AdmissionHost.StartAsync();

        var answer = await host.MutateAsync(ReviewBody.Create("enabled=true", $"start={start}"));

        Assert.False(answer.Allowed);
        Assert.Equal(message, answer.Message);
        Assert.Null(answer.Patch);
    }

    [Fact]
    public async Task A_PVC_on_other_storage_is_not_changed()
    {
        await using var host = await AdmissionHost.StartAsync();

        Assert.Null((await host.MutateAsync(ReviewBody.Create("enabled=True").On("nfs"))).Patch);
    }

    [Fact]
    public async Task A_PVC_with_generateName_gets_no_name_label()
    {
        await using var host = await AdmissionHost.StartAsync();
        var metadata = new JsonObject { ["generateName"] = "data-", ["labels"] = new JsonObject { ["backup.vluwte.nl/enabled"] = "TRUE" } };
        var unnamed = ReviewBody.Create().Changed(claim => claim["metadata"] = metadata);

        var answer = await host.MutateAsync(unnamed with { Name = "" });

        Assert.Equal(["replace /metadata/labels/backup.vluwte.nl~1enabled \"true\""], answer.PatchLines);
    }

    [Fact]
    public void A_patch_creates_the_map_of_labels_if_there_is_none()
    {
        var patch = JsonNode.Parse(JsonPatch.SetLabels(present: null, [new("a~b/c", "d")]))!.AsArray();

        Assert.Equal("""[{"op":"add","path":"/metadata/labels","value":{}},{"op":"add","path":"/metadata/labels/a~0b~1c","value":"d"}]""",
            patch.ToJsonString());
    }

    [Fact]
    public async Task A_patched_PVC_is_one_that_validation_admits()
    {
        await using var host = await AdmissionHost.StartAsync();

        Assert.NotNull((await host.MutateAsync(ReviewBody.Create("enabled=TRUE"))).Patch);
        Assert.True((await host.ValidateAsync(ReviewBody.Create("enabled=true", "name=data"))).Allowed);
    }
}
