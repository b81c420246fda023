using WebhookController.Tests.Alerts.Support;
using WebhookController.Tests.Documentation;

namespace WebhookController.Tests.Alerts;

/// Every alert says what a person needs, in the rules, in its runbook and in the README.
public sealed class AlertRulesTests
{
    private const string Runbooks = "https://github.com/vluwte/longhorn-backup-controller/blob/main/deploy/runbooks/";

    private static readonly string[] SaidSoon =
        ["BackupPVCUnlabelled", "BackupPVCNameConflict", "BackupArchiveReady", "BackupArchiveExpired"];

    [Fact]
    public void Every_alert_has_its_annotations_and_a_severity()
    {
        foreach (var rule in AlertRule.All)
        {
            Assert.Contains(rule.Severity, (string[])["critical", "warning", "info"]);
            Assert.Equal(["description", "runbook_url", "summary"], rule.Annotations.Select(annotation => annotation.Key).Order());
            Assert.Equal($"{Runbooks}{rule.Name}.md", rule.Annotation("runbook_url"));
            Assert.DoesNotContain("{{", rule.Summary, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_alert_about_a_pvc_names_it()
    {
        var single = AlertRule.All.Where(rule => rule.Expression.Contains("by (namespace, pvc", StringComparison.Ordinal)
            || rule.Expression.Contains("namespace_pvc_job:", StringComparison.Ordinal)).ToList();

        Assert.Contains(single, rule => rule.Name == "BackupStale");
        Assert.All(single, rule => Assert.Contains("PVC {{ $labels.namespace }}/{{ $labels.pvc }}", rule.Annotation("description"), StringComparison.Ordinal));
    }

    [Fact]
    public void What_needs_a_person_soon_is_reported_soon() => Assert.All(
        AlertRule.All.Where(rule => SaidSoon.Contains(rule.Name)), rule => Assert.Contains(rule.For, (string[])["1m", "5m"]));

    [Fact]
    public void Every_alert_has_a_runbook_and_every_runbook_an_alert()
    {
        var files = Directory.GetFiles(Checkout.File("deploy/runbooks"), "*.md");

        Assert.Equal(AlertRule.All.Select(rule => rule.Name).Distinct().Order(), files.Select(file => Path.GetFileNameWithoutExtension(file)).Order());
        foreach (var file in files)
        {
            var headings = File.ReadLines(file).Where(line => line.StartsWith('#'));
            Assert.Equal([$"# {Path.GetFileNameWithoutExtension(file)}", "## What it means", "## How to check", "## How to fix it"], headings);
        }
    }

    [Fact]
    public void The_alert_table_of_the_readme_is_that_of_the_rules() => Assert.Equal(
        AlertRule.All.Select(rule => $"[{rule.Name}](deploy/runbooks/{rule.Name}.md) | {rule.Severity} | {rule.For} | {rule.Summary}"),
        Readme.Table("alerts").Select(row => string.Join(" | ", row)));
}
