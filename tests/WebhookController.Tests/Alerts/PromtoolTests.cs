using System.Text.Json.Nodes;
using RealServer;
using WebhookController.Tests.Alerts.Support;
using WebhookController.Tests.Documentation;

namespace WebhookController.Tests.Alerts;

/// The rules' own tests, which promtool runs.
public sealed class PromtoolTests
{
    private const string Folder = "deploy/prometheus/tests";

    public static TheoryData<string> Files() => [.. Directory.GetFiles(Checkout.File(Folder), "*.yaml").Select(file => Path.GetFileName(file)).Order()];

    [Fact]
    public async Task The_rules_are_valid()
    {
        InstalledProgram.SkipUnlessInstalled(InstalledProgram.Promtool);

        await InstalledProgram.Promtool.RunAsync("check", "rules", "--lint-fatal", AlertRule.File);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task The_rules_pass_their_tests(string file)
    {
        InstalledProgram.SkipUnlessInstalled(InstalledProgram.Promtool);

        await InstalledProgram.Promtool.RunAsync("test", "rules", Checkout.File($"{Folder}/{file}"));
    }

    [Fact]
    public void Every_alert_is_tested_firing_and_not_firing_and_where_nothing_is_known()
    {
        var tests = Files().SelectMany(file => YamlDocuments.Read(File.ReadAllText(Checkout.File($"{Folder}/{file.Data}"))).Single()["tests"]!.AsArray()).ToList();
        var looks = tests.SelectMany(test => test!["alert_rule_test"]!.AsArray().Select(look =>
            (Alert: look!["alertname"]!.GetValue<string>(), Fires: look["exp_alerts"] is JsonArray { Count: > 0 }, Absent: test["input_series"]!.AsArray().Count == 0))).ToHashSet();

        foreach (var rule in AlertRule.All)
        {
            Assert.Contains(looks, look => look.Alert == rule.Name && look.Fires);
            Assert.Contains(looks, look => look.Alert == rule.Name && !look.Fires);
            // Where nothing at all is known, nothing is said, but by the alert that is about just that.
            Assert.Contains((rule.Name, rule.Name == "BackupControllerDown", true), looks);
        }
        foreach (var (name, severity) in AlertRule.All.Select(rule => (rule.Name, rule.Severity)).Distinct())
            Assert.Contains(tests.SelectMany(Expected), expected => expected == (name, severity));
    }

    private static IEnumerable<(string Alert, string Severity)> Expected(JsonNode? test) =>
        from look in test!["alert_rule_test"]!.AsArray()
        from alert in look["exp_alerts"] as JsonArray ?? []
        select (look["alertname"]!.GetValue<string>(), alert["exp_labels"]!["severity"]!.GetValue<string>());
}
