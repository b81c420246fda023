using WebhookController.Tests.Commands.Lint.Support;

namespace WebhookController.Tests.Commands.Lint.Rules;

public sealed class ClaimTests
{
    [Fact]
    public async Task All_mistakes_of_a_pvc_are_found_in_the_words_of_admission()
    {
        var outcome = await LintProcess.PipeAsync("""
            apiVersion: v1
            kind: PersistentVolumeClaim
            metadata:
              name: data
              labels:
                backup.vluwte.nl/enabled: "yes"
                backup.vluwte.nl/retian: "3"
                backup.vluwte.nl/start: "07:30"
                backup.vluwte.nl/archive: "true"
            """);

        Assert.Equal(
        [
            "backup.vluwte.nl/enabled=yes is not allowed: use true or false (PersistentVolumeClaim default/data)",
            "backup.vluwte.nl/retian=3 is not allowed: there is no such key, did you mean backup.vluwte.nl/retain? (PersistentVolumeClaim default/data)",
            "backup.vluwte.nl/start=07:30 is not allowed: use 0730, not 07:30 (PersistentVolumeClaim default/data)",
        ], outcome.Findings);
        Assert.Equal(["<stdin>:6:31", "<stdin>:7:5", "<stdin>:8:29"], outcome.Places);
    }

    [Fact]
    public async Task Values_without_quotes_are_found_and_read_all_the_same()
    {
        var outcome = await LintProcess.PipeAsync("{kind: PersistentVolumeClaim, metadata: {name: a, labels: {backup.vluwte.nl/enabled: true, backup.vluwte.nl/interval: 5, backup.vluwte.nl/start: 0030}}}");

        Assert.Equal(
        [
            "backup.vluwte.nl/enabled=true is not text: put the value in quotes (PersistentVolumeClaim default/a)",
            "backup.vluwte.nl/interval=5 is not text: put the value in quotes (PersistentVolumeClaim default/a)",
            "backup.vluwte.nl/interval=5 is not allowed: use 1, 2, 3, 4, 6, 8, 12 or 24 (PersistentVolumeClaim default/a)",
            "backup.vluwte.nl/start=0030 is not text: put the value in quotes (PersistentVolumeClaim default/a)",
        ], outcome.Findings);
    }

    [Fact]
    public async Task A_value_that_is_a_list_is_found() => Assert.Equal(
        ["backup.vluwte.nl/name is not text: give it one value (PersistentVolumeClaim default/a)"],
        (await LintProcess.PipeAsync("{kind: PersistentVolumeClaim, metadata: {name: a, labels: {backup.vluwte.nl/enabled: \"true\", backup.vluwte.nl/name: [a]}}}")).Findings);

    [Fact]
    public async Task A_name_that_two_demand_is_found_at_both()
    {
        var outcome = await LintProcess.PipeAsync(Manifest.Documents(Manifest.Claim("a", "enabled=true", "name=x"), Manifest.Claim("b", "enabled=true", "name=x")));

        Assert.Equal(
        [
            "backup.vluwte.nl/name=x is not allowed: default/b asks for job backup-default-x too, choose another name, or leave the label out: the PVC's own name is used then (PersistentVolumeClaim default/a)",
            "backup.vluwte.nl/name=x is not allowed: default/a asks for job backup-default-x too, choose another name, or leave the label out: the PVC's own name is used then (PersistentVolumeClaim default/b)",
        ], outcome.Findings);
    }

    [Fact]
    public async Task A_demand_for_the_name_that_another_has_of_itself_is_found()
    {
        var outcome = await LintProcess.PipeAsync(Manifest.Documents(Manifest.Claim("a", "enabled=true", "name=b"), Manifest.Claim("b", "enabled=true")));

        Assert.StartsWith("backup.vluwte.nl/name=b is not allowed: default/b asks for job backup-default-b too", Assert.Single(outcome.Findings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_pvc_in_two_files_is_no_conflict()
    {
        using var folder = new TemporaryFolder().With("base.yaml", Manifest.Claim("a", "enabled=true", "name=x")).With("patch.yaml", Manifest.Claim("a", "enabled=true", "name=x", "retain=3"));

        Assert.Empty((await LintProcess.RunAsync(folder.Path)).Findings);
    }

    [Fact]
    public async Task Above_longhorns_own_ceiling_is_a_warning_since_nobody_knows_the_clusters()
    {
        var outcome = await LintProcess.PipeAsync(Manifest.Claim("a", "enabled=true", "retain=500"));

        Assert.Equal(
            ["warning: backup.vluwte.nl/retain=500 is not allowed: use a whole number from 1 to 100, unless Longhorn's recurring-job-max-retention is higher (PersistentVolumeClaim default/a)"],
            outcome.Findings);
        Assert.Equal(0, outcome.Code);
    }

    [Fact]
    public async Task Many_labels_of_ours_are_one_mistake() => Assert.Equal(
        ["backup.vluwte.nl/*=65 labels is not allowed: use only enabled, name, retain, interval, start, full-backup-interval, concurrency, archive, archive-delete-after (PersistentVolumeClaim default/a)"],
        (await LintProcess.PipeAsync(Manifest.Claim("a", [.. Enumerable.Range(0, 65).Select(i => $"x{i}=y")]))).Findings);

    [Theory]
    [InlineData("backup.vluwte.nl/enabled: \"true\"", "default/a: backup.vluwte.nl/enabled is an annotation: only labels count")]
    [InlineData("other/enabled: \"true\"", null)]
    public async Task Our_keys_as_annotations_are_warned_of(string annotation, string? warning)
    {
        var outcome = await LintProcess.PipeAsync($"{{kind: PersistentVolumeClaim, metadata: {{name: a, labels: {{backup.vluwte.nl/enabled: \"false\"}}, annotations: {{{annotation}}}}}}}");

        Assert.Equal(warning is null ? [] : ["<stdin>:1:110"], outcome.Places);
        Assert.Equal(warning is null ? [] : [$"warning: {warning}"], outcome.Findings);
    }

    [Theory]
    [InlineData("longhorn", "driver.longhorn.io", "backup.vluwte.nl/retain=none is not allowed: use a whole number, 1 or more (PersistentVolumeClaim default/a)")]
    [InlineData("nfs", "nfs.csi.k8s.io", "warning: default/a: not on Longhorn: its backup labels have no effect")]
    public async Task Storage_that_the_input_describes_decides_whether_labels_count(string name, string provisioner, string finding)
    {
        var claim = Manifest.Claim("a", "enabled=true", "retain=none").Replace("longhorn", name, StringComparison.Ordinal);

        Assert.Equal([finding], (await LintProcess.PipeAsync(Manifest.Documents(Manifest.StorageClass(name, provisioner), claim))).Findings);
    }

    [Fact]
    public async Task Labels_that_kubernetes_has_not_are_mistakes_also_on_a_pvc_that_opts_out() => Assert.Equal(
        ["backup.vluwte.nl/start=07:30 is not allowed: use 0730, not 07:30 (PersistentVolumeClaim default/a)"],
        (await LintProcess.PipeAsync(Manifest.Claim("a", "enabled=false", "start=07:30", "interval=5"))).Findings);

    [Fact]
    public async Task Labels_that_kubernetes_has_not_are_mistakes_on_any_storage()
    {
        var claim = Manifest.Claim("a", "enabled=true", "start=07:30").Replace("longhorn", "nfs", StringComparison.Ordinal);

        Assert.Equal(
            ["backup.vluwte.nl/start=07:30 is not allowed: use 0730, not 07:30 (PersistentVolumeClaim default/a)"],
            (await LintProcess.PipeAsync(Manifest.Documents(Manifest.StorageClass("nfs", "nfs.csi.k8s.io"), claim))).Findings);
    }

    [Fact]
    public async Task The_default_class_of_the_input_counts_for_a_pvc_that_names_none()
    {
        const string claim = "{kind: PersistentVolumeClaim, metadata: {name: a}}";

        Assert.Single((await LintProcess.PipeAsync(claim)).Findings);
        Assert.Empty((await LintProcess.PipeAsync(Manifest.Documents(Manifest.StorageClass("nfs", "nfs.csi.k8s.io", isDefault: true), claim))).Findings);
        Assert.Single((await LintProcess.PipeAsync(Manifest.Documents(Manifest.StorageClass("nfs", "nfs.csi.k8s.io"), claim))).Findings);
    }

    [Fact]
    public async Task A_static_volume_of_the_input_says_whose_it_is()
    {
        const string text = """
            {kind: PersistentVolume, metadata: {name: pv}, spec: {csi: {driver: DRIVER, volumeHandle: v}, claimRef: {namespace: default, name: a}}}
            ---
            {kind: PersistentVolumeClaim, metadata: {name: a}, spec: {storageClassName: "", volumeName: pv}}
            """;

        Assert.Single((await LintProcess.PipeAsync(text.Replace("DRIVER", "driver.longhorn.io", StringComparison.Ordinal))).Findings);
        Assert.Empty((await LintProcess.PipeAsync(text.Replace("DRIVER", "smb.csi.k8s.io", StringComparison.Ordinal))).Findings);
    }

    [Fact]
    public async Task Nothing_that_depends_on_a_name_is_found_of_a_pvc_without_one() =>
        Assert.Empty((await LintProcess.PipeAsync("{kind: PersistentVolumeClaim, metadata: {generateName: a-, labels: {backup.vluwte.nl/enabled: \"true\"}}}")).Findings);

    [Fact]
    public async Task Mistakes_at_an_anchor_are_found_once_and_there()
    {
        var outcome = await LintProcess.PipeAsync("""
            kind: List
            items:
            - kind: PersistentVolumeClaim
              metadata:
                name: a
                labels: &labels
                  backup.vluwte.nl/enabled: "maybe"
            - kind: PersistentVolumeClaim
              metadata:
                name: a
                labels:
                  <<: *labels
                  backup.vluwte.nl/retain: "3"
            """);

        Assert.Equal(["<stdin>:7:33"], outcome.Places);
    }

    [Fact]
    public async Task Control_characters_do_not_reach_the_terminal()
    {
        var outcome = await LintProcess.PipeAsync("{kind: PersistentVolumeClaim, metadata: {name: \"a\\e[2J\\n::error::x\", labels: {\"backup.vluwte.nl/\\ex\": \"\\e\"}}}", "-o", "github");

        Assert.Single(outcome.Output.TrimEnd('\n').Split('\n'));
        Assert.DoesNotContain('\e', outcome.Output + outcome.Errors);
    }
}
