using System.Text.RegularExpressions;
using WebhookController.Admission;
using WebhookController.Core.Labels;
using WebhookController.Core.Status;
using WebhookController.Tests.Alerts.Support;
using WebhookController.Tests.Documentation;

namespace WebhookController.Tests.Alerts;

/// What rules, dashboard and runbooks ask for, the controller says. The README's table, which another test compares with the registry, is
/// taken as the list of what there is.
public sealed partial class MetricNamesTests
{
    private static readonly Dictionary<string, string[]> Known = Readme.Table("metrics").SelectMany(Series).ToDictionary();

    private static readonly Dictionary<string, string[]> Values = new()
    {
        ["condition"] = [.. Enum.GetValues<Condition>().Select(condition => condition.MetricName())],
        ["decision"] = [.. Enum.GetValues<Decision>().Select(decision => decision.Name())],
        ["state"] = [.. Enum.GetValues<ProtectionState>().Select(state => state.MetricName())],
        ["reason"] =
        [
            .. Enum.GetValues<ProtectionReason>().Select(reason => reason.MetricName()),
            .. Enum.GetValues<UntrackedReason>().Select(reason => reason.MetricName()),
        ],
    };

    public static TheoryData<string> Files() =>
        [.. Directory.GetFiles(Checkout.File("deploy/runbooks")).Select(file => $"deploy/runbooks/{Path.GetFileName(file)}")];

    [Fact]
    public void Every_metric_of_the_rules_is_exported() => Assert.All(AlertRule.Expressions, ExportsAll);

    [Fact]
    public void Every_metric_of_the_dashboard_is_exported() => Assert.All(Dashboard.Expressions, ExportsAll);

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_metric_of_a_runbook_is_exported(string file) => ExportsAll(File.ReadAllText(Checkout.File(file)));

    [Fact]
    public void Every_label_that_rules_and_dashboard_select_by_is_there_with_that_value()
    {
        var selectors = AlertRule.Expressions.Concat(Dashboard.Expressions).SelectMany(expression => Selector().Matches(expression)).ToList();
        Assert.NotEmpty(selectors);
        foreach (var selector in selectors)
            foreach (Match matcher in Matcher().Matches(selector.Groups[2].Value))
            {
                var (label, value) = (matcher.Groups[1].Value, matcher.Groups[2].Value);
                if (Known.TryGetValue(selector.Groups[1].Value, out var labels)) Assert.Contains(label, labels);
                if (Values.TryGetValue(label, out var values)) Assert.All(value.Split('|'), one => Assert.Contains(one, values));
            }
    }

    private static void ExportsAll(string text) =>
        Assert.All(Name().Matches(text).Select(match => match.Value).Where(name => !AlertRule.Recorded.Any(recorded => recorded.Contains(name, StringComparison.Ordinal))),
            name => Assert.Contains(name, (IDictionary<string, string[]>)Known));

    private static IEnumerable<KeyValuePair<string, string[]>> Series(IReadOnlyList<string> row)
    {
        var (name, labels) = row[0].Trim('`').TrimEnd('}').Split('{') is [var bare, var list] ? (bare, list.Split(',')) : (row[0].Trim('`'), []);
        yield return new(name, labels);
        if (row[2] != "histogram") yield break;
        foreach (var part in (string[])["bucket", "sum", "count"]) yield return new($"{name}_{part}", labels);
    }

    [GeneratedRegex("backup_[a-z_]+")]
    private static partial Regex Name();

    [GeneratedRegex("([a-z_:0-9]+){([^}]*)}")]
    private static partial Regex Selector();

    [GeneratedRegex("""([a-z_]+)(?:=|!=|=~|!~)"([^"]*)""")]
    private static partial Regex Matcher();
}
