using WebhookController.Tests.Alerts.Support;

namespace WebhookController.Tests.Alerts;

/// What panels show, evaluated by promtool an hour after the clock's beginning.
public sealed class DashboardValuesTests
{
    private const string Wiki = """job="backup-shop-wiki",namespace="shop",pvc="wiki" """;
    private const string Notes = """job="backup-shop-notes",namespace="shop",pvc="notes" """;

    [Fact]
    public Task A_pvc_that_has_never_been_backed_up_has_the_age_of_its_protection() => ShowsAsync(
        Panel("PVCs", "C"),
        [$"backup_pvc_protected_since_timestamp_seconds{{{Wiki}}} 0", $"backup_pvc_expected_interval_seconds{{{Wiki}}} 1800"],
        """{namespace="shop", pvc="wiki"}""", 2);

    [Fact]
    public Task A_pvc_that_has_been_backed_up_has_the_age_of_its_last_backup() => ShowsAsync(
        Panel("PVCs", "C"),
        [
            $"backup_pvc_protected_since_timestamp_seconds{{{Wiki}}} 1800", $"backup_pvc_last_success_timestamp_seconds{{{Wiki}}} 0",
            $"backup_pvc_expected_interval_seconds{{{Wiki}}} 1800",
        ],
        """{namespace="shop", pvc="wiki"}""", 2);

    [Fact]
    public Task Fresh_counts_only_pvcs_that_are_neither_opted_out_nor_exempt() => ShowsAsync(
        Panel("Fresh", "A"),
        [
            .. Fresh(Wiki), .. Fresh(Notes),
            """backup_pvc_state{namespace="shop",pvc="wiki",reason="ok",state="protected"} 1""",
            """backup_pvc_state{namespace="shop",pvc="notes",reason="enabled_false",state="opted_out"} 1""",
            """backup_pvc_state{namespace="ci",pvc="build",reason="exempt_namespace",state="exempt"} 1""",
        ],
        "{}", 100);

    [Fact]
    public Task What_is_in_the_way_names_the_layer_with_a_mistake() => ShowsAsync(
        Panel("What is in the way", "D"), ["""backup_defaults_invalid{layer="namespace",name="shop",instance="a"} 1"""], """{layer="namespace", name="shop"}""", 1);

    private static IEnumerable<string> Fresh(string labels) =>
        [$"backup_pvc_last_success_timestamp_seconds{{{labels}}} 3000", $"backup_pvc_expected_interval_seconds{{{labels}}} 3600"];

    private static string Panel(string title, string target) => Dashboard.Panels.Single(panel => panel["title"]!.GetValue<string>() == title)["targets"]!
        .AsArray().Single(one => one!["refId"]!.GetValue<string>() == target)!["expr"]!.GetValue<string>().Replace("$namespace", "shop|mon|ci", StringComparison.Ordinal);

    private static async Task ShowsAsync(string expression, IEnumerable<string> series, string labels, double value)
    {
        InstalledProgram.SkipUnlessInstalled(InstalledProgram.Promtool);
        var folder = Directory.CreateTempSubdirectory("dashboard-");
        var test = Path.Combine(folder.FullName, "test.yaml");
        await File.WriteAllLinesAsync(
            test,
            [
                "tests:", "  - interval: 1m", "    input_series:",
                .. series.Select(one => one.Split("} ")).Select(parts => $"      - {{series: '{parts[0]}}}', values: '{parts[1]}x60'}}"),
                "    promql_expr_test:", "      - eval_time: 1h", $"        expr: '{expression}'", $"        exp_samples: [{{labels: '{labels}', value: {value}}}]",
            ],
            TestContext.Current.CancellationToken);

        await InstalledProgram.Promtool.RunAsync("test", "rules", test);

        folder.Delete(recursive: true);
    }
}
