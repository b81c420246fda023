using System.Net;
using System.Text.Json.Nodes;
using WebhookController.Core.Naming;
using WebhookController.Tests.Integration.Support;

namespace WebhookController.Tests.Integration;

/// Programs that write PVCs as they like: each has its own idea of what belongs in labels.
public sealed class ToolTests
{
    private static readonly ScenarioOptions WithWebhooks = new() { RegistersWebhooks = true };
    private static readonly string Path = Scenario.Path(Api.Claims, "mon");

    [Fact]
    public Task A_manifest_that_replaces_a_pvc_again_and_again_is_never_refused_and_changes_nothing() => Scenario.RunAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("mon", "grafana", ("enabled", "True"));
        await scenario.VolumeCarriesAsync("mon", "grafana", Archives.Job);
        await scenario.IdleAsync();
        scenario.ForgetRequests();

        for (var apply = 0; apply < 2; apply++) Assert.Equal(HttpStatusCode.OK, (await ReplaceLabelsAsync(scenario, ("enabled", "True"))).Status);

        await scenario.IdleAsync();
        Assert.Empty(scenario.Writes);
    }, WithWebhooks);

    // Version 1 filled the name in, and refused to have it taken off again.
    [Fact]
    public Task A_name_that_version_1_filled_in_may_be_taken_off_by_whoever_owns_the_labels() => Scenario.RunAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("mon", "grafana", Archives.OptIn);
        await scenario.VolumeCarriesAsync("mon", "grafana", Archives.Job);
        await scenario.IdleAsync();
        scenario.ForgetRequests();

        // kubectl replace and Argo CD with Replace=true
        Assert.Equal(HttpStatusCode.OK, (await ReplaceLabelsAsync(scenario, ("enabled", "true"))).Status);
        await scenario.LabelClaimAsync("mon", "grafana", ("name", "grafana"));
        // Operators and kubectl patch --type json
        var removed = await scenario.Api.JsonPatchAsync($"{Path}/grafana", new JsonObject { ["op"] = "remove", ["path"] = "/metadata/labels/backup.vluwte.nl~1name" });
        Assert.Equal(HttpStatusCode.OK, removed.Status);
        await scenario.LabelClaimAsync("mon", "grafana", ("name", "grafana"));
        // Terraform
        Assert.Equal(HttpStatusCode.OK, (await scenario.LabelClaimAsync("mon", "grafana", ("name", null))).Status);

        await scenario.IdleAsync();
        Assert.Empty(scenario.Writes);
    }, WithWebhooks);

    // As CDI does for an import: it is filled while the PVC itself waits, and then goes.
    [Fact]
    public Task A_temporary_pvc_with_all_labels_of_another_is_let_in_and_leaves_the_other_its_job() => Scenario.RunAsync(async scenario =>
    {
        (string, string)[] labels = [("enabled", "true"), ("retain", "3"), ("app/name", "vm")];
        await scenario.CreateClaimAsync("mon", "vm", labels);
        var uid = (await scenario.FindClaimAsync("mon", "vm"))!["metadata"]!["uid"]!.GetValue<string>();

        await scenario.CreateClaimAsync("mon", $"prime-{uid}", labels);

        await scenario.VolumeCarriesAsync("mon", "vm", "backup-mon-vm");
        await scenario.DeleteClaimAsync("mon", $"prime-{uid}");
        await Eventually.HoldsAsync("its job is gone", async () => (await scenario.Api.ListAsync(Api.Longhorn + "recurringjobs")).Count == 1);
        await scenario.VolumeCarriesAsync("mon", "vm", "backup-mon-vm");
    }, WithWebhooks);

    [Fact]
    public Task The_second_replica_of_a_template_with_a_name_hears_to_leave_the_name_out() => Scenario.RunAsync(async scenario =>
    {
        (string, string)[] template = [("enabled", "true"), ("name", "db")];
        await scenario.CreateClaimAsync("mon", "data-db-0", template);
        await scenario.VolumeCarriesAsync("mon", "data-db-0", "backup-mon-db");

        var second = await scenario.TryCreateClaimAsync("mon", "data-db-1", template);

        Assert.Equal(HttpStatusCode.Forbidden, second.Status);
        Assert.Contains("or leave the label out: the PVC's own name is used then", second.Message, StringComparison.Ordinal);
    }, WithWebhooks);

    [Fact]
    public Task A_pvc_whose_long_dotted_name_comes_from_a_template_is_backed_up() => Scenario.RunAsync(async scenario =>
    {
        var name = $"data.elasticsearch-{new string('m', 60)}.coordinating-0";

        await scenario.CreateClaimAsync("mon", name, ("enabled", "true"));

        await scenario.VolumeCarriesAsync("mon", name, new JobNames(new("mon", name), null).Plain);
    }, WithWebhooks);

    [Theory]
    [InlineData("true", null, true)]
    [InlineData("true", "data", true)]
    [InlineData("true", "Data_1", false)]
    public Task A_pvc_whose_name_the_server_makes_up_is_let_in_unless_a_label_is_wrong(string enabled, string? name, bool allowed) => Scenario.RunAsync(async scenario =>
    {
        await scenario.EnsureNamespaceAsync("mon");
        var claim = Objects.Claim("mon", "", "longhorn", [("enabled", enabled), .. name is null ? [] : new[] { ("name", name) }]);
        claim["metadata"]!.AsObject().Remove("name");
        claim["metadata"]!["generateName"] = "data-";

        var answer = await scenario.Api.PostAsync(Path, claim);

        Assert.Equal(allowed ? HttpStatusCode.Created : HttpStatusCode.Forbidden, answer.Status);
        if (!allowed) return;
        var generated = answer.Body["metadata"]!["name"]!.GetValue<string>();
        await scenario.VolumeCarriesAsync("mon", generated, $"backup-mon-{name ?? generated}");
    }, WithWebhooks);

    [Fact]
    public Task A_pvc_that_was_labelled_while_the_webhook_was_down_is_just_backed_up() => Scenario.RunAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("mon", "grafana", ("enabled", "true"));

        await scenario.VolumeCarriesAsync("mon", "grafana", Archives.Job);
        await scenario.SeriesAppearsAsync("""backup_pvc_managed{job="backup-mon-grafana",namespace="mon",pvc="grafana"}""");
        await scenario.SeriesDisappearsAsync("backup_pvc_violation{");
    });

    private static async Task<Answer> ReplaceLabelsAsync(Scenario scenario, params (string, string)[] labels)
    {
        var claim = (await scenario.FindClaimAsync("mon", "grafana"))!;
        claim["metadata"]!["labels"] = Objects.Labels(labels);
        return await scenario.Api.PutAsync($"{Path}/grafana", claim);
    }
}
