using WebhookController.Tests.Commands.Lint.Support;

namespace WebhookController.Tests.Commands.Lint.Rules;

public sealed class TemplateTests
{
    private const string Named = "backup.vluwte.nl/name=db is not allowed: default/data-db-1 asks for job backup-default-db too, choose another name, or leave the label out: the PVC's own name is used then (StatefulSet default/db, template data)";

    [Theory]
    [InlineData(1)]
    [InlineData(2, Named)]
    [InlineData(50, Named)]
    public async Task A_name_in_a_template_is_a_mistake_once_a_second_replica_demands_it(int replicas, params string[] findings) =>
        Assert.Equal(findings, (await LintProcess.PipeAsync(StatefulSet(replicas, "enabled=true", "name=db"))).Findings);

    [Fact]
    public async Task A_mistake_in_a_template_is_found_once_however_many_it_makes() => Assert.Equal(
        ["backup.vluwte.nl/retain=0 is not allowed: use a whole number, 1 or more (StatefulSet default/db, template data)"],
        (await LintProcess.PipeAsync(StatefulSet(3, "enabled=true", "retain=0"))).Findings);

    [Fact]
    public async Task A_template_that_says_nothing_is_warned_of_once() => Assert.Equal(
        ["warning: default/data-db-0: not backed up: label it backup.vluwte.nl/enabled=true, or =false"], (await LintProcess.PipeAsync(StatefulSet(3))).Findings);

    [Fact]
    public async Task A_pvc_that_is_written_out_is_not_made_of_the_template() => Assert.Equal(
        "", (await LintProcess.PipeAsync(Manifest.Documents(StatefulSet(1), Manifest.Claim("data-db-0", "enabled=true")))).Output);

    [Fact]
    public async Task A_replica_that_has_the_name_which_a_pvc_demands_is_found()
    {
        var outcome = await LintProcess.PipeAsync(Manifest.Documents(StatefulSet(3, "enabled=true"), Manifest.Claim("other", "enabled=true", "name=data-db-2")));

        Assert.StartsWith("backup.vluwte.nl/name=data-db-2 is not allowed: default/data-db-2 asks for job", Assert.Single(outcome.Findings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_in_an_ephemeral_volume_of_several_pods_is_a_mistake()
    {
        const string deployment = """
            kind: Deployment
            metadata: {name: web}
            spec:
              replicas: 2
              template: {spec: {volumes: [{name: cache, ephemeral: {volumeClaimTemplate: {metadata: {labels: {backup.vluwte.nl/enabled: "true", backup.vluwte.nl/name: x}}}}}]}}
            """;

        Assert.Equal(
            ["backup.vluwte.nl/name=x is not allowed: default/web-*-cache (of another Pod) asks for job backup-default-x too, choose another name, or leave the label out: the PVC's own name is used then (Deployment default/web, volume cache)"],
            (await LintProcess.PipeAsync(deployment)).Findings);
        Assert.Empty((await LintProcess.PipeAsync(deployment.Replace("replicas: 2", "replicas: 1", StringComparison.Ordinal))).Findings);
    }

    private static string StatefulSet(int replicas, params string[] labels) => $$"""
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: db}
        spec:
          replicas: {{replicas}}
          volumeClaimTemplates:
          - metadata: {name: data, labels: { {{string.Join(", ", labels.Select(label => label.Split('=')).Select(label => $"backup.vluwte.nl/{label[0]}: \"{label[1]}\""))}} } }

        """;
}
