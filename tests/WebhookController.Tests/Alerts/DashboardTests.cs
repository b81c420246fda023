using WebhookController.Tests.Alerts.Support;

namespace WebhookController.Tests.Alerts;

public sealed class DashboardTests
{
    [Fact]
    public async Task Every_expression_is_one_that_prometheus_understands()
    {
        InstalledProgram.SkipUnlessInstalled(InstalledProgram.Promtool);
        var folder = Directory.CreateTempSubdirectory("dashboard-");
        var rules = Path.Combine(folder.FullName, "rules.yaml");
        await File.WriteAllLinesAsync(
            rules,
            [
                "groups:", "  - name: dashboard", "    rules:",
                .. Dashboard.Expressions.Select((expression, n) => $"      - {{record: 'panel:{n}', expr: '{AsGrafanaSendsIt(expression).Replace("'", "''", StringComparison.Ordinal)}'}}"),
            ],
            TestContext.Current.CancellationToken);

        var text = await InstalledProgram.Promtool.RunAsync("check", "rules", rules);

        Assert.Contains($"{Dashboard.Expressions.Count} rules found", text, StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    [Fact]
    public void The_data_source_and_the_namespace_are_chosen_by_the_reader()
    {
        Assert.Equal(["datasource", "namespace"], Dashboard.Document["templating"]!["list"]!.AsArray().Select(variable => variable!["name"]!.GetValue<string>()));
        Assert.All(Dashboard.Panels, panel => Assert.Equal("${datasource}", panel["datasource"]!["uid"]!.GetValue<string>()));
        Assert.All(
            Dashboard.Expressions.Where(expression => expression.Contains("backup_pvc_", StringComparison.Ordinal) || expression.Contains("backup_archive_", StringComparison.Ordinal)),
            expression => Assert.Contains("namespace=~\"$namespace\"", expression, StringComparison.Ordinal));
    }

    [Fact]
    public void The_table_of_pvcs_has_what_is_asked_of_each()
    {
        var table = Dashboard.Panels.Single(panel => panel["title"]!.GetValue<string>() == "PVCs");
        var names = table["transformations"]!.AsArray().Last()!["options"]!["renameByName"]!.AsObject().Select(column => column.Value!.GetValue<string>());

        Assert.Equal(["Namespace", "PVC", "State", "Reason", "Job", "Last success", "Age / interval", "Next run", "Retain", "Archive"], names);
    }

    [Fact]
    public void Panels_have_an_id_each_and_lie_side_by_side()
    {
        Assert.Distinct(Dashboard.Panels.Select(panel => panel["id"]!.GetValue<int>()));
        Assert.Distinct(Dashboard.Panels.SelectMany(panel => Cells(
            panel["gridPos"]!["x"]!.GetValue<int>(), panel["gridPos"]!["y"]!.GetValue<int>(), panel["gridPos"]!["w"]!.GetValue<int>(), panel["gridPos"]!["h"]!.GetValue<int>())));
    }

    private static IEnumerable<(int X, int Y)> Cells(int x, int y, int width, int height) =>
        Enumerable.Range(x, width).SelectMany(column => Enumerable.Range(y, height).Select(row => (column, row)));

    private static string AsGrafanaSendsIt(string expression) => expression
        .Replace("$__rate_interval", "2m", StringComparison.Ordinal)
        .Replace("$namespace", "shop|mon", StringComparison.Ordinal);
}
