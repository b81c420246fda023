using System.Text.Json;
using WebhookController.Tests.Commands;
using WebhookController.Tests.Integration.Support;

namespace WebhookController.Tests.Integration;

/// audit and plan against a cluster with a controller in it, with the rights of whoever calls them.
public sealed class ReadingCommandTests
{
    [Fact]
    public Task Audit_shows_every_pvc_and_what_needs_a_person_and_writes_nothing() => Scenario.RunAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("mon", "grafana", ("enabled", "true"), ("retain", "14"));
        await scenario.CreateClaimAsync("mon", "forgotten");
        await scenario.CreateClaimAsync("shop", "cache", ("enabled", "false"));
        await scenario.VolumeCarriesAsync("mon", "grafana", "backup-mon-grafana");
        await scenario.IdleAsync();
        scenario.ForgetRequests();

        var run = await CommandRun.WithKubeconfigAsync(scenario.Kubeconfig, "audit");

        Assert.Equal(1, run.ExitCode);
        var lines = run.Out.Split('\n');
        Assert.Matches("^! +mon/forgotten +violating +missing_enabled_label ", lines[1]);
        Assert.Matches(@"^· +mon/grafana +pending +first_run_not_due +– +4 h +\d\d-\d\d \d\d:30 +14 +backup-mon-grafana +retain=14 \(PVC\)$", lines[2]);
        Assert.Matches("^– +shop/cache +opted_out +enabled_false ", lines[3]);
        Assert.Contains("3 PVCs on Longhorn: 50 % covered, 0 unprotected, 0 stale, 1 with a mistake or without a say, 1 opted out, 0 exempt", run.Out, StringComparison.Ordinal);
        Assert.Contains("  ! mon/forgotten: backup.vluwte.nl/enabled is missing: ", run.Out, StringComparison.Ordinal);
        Assert.Empty(scenario.Writes);
    });

    [Fact]
    public Task Audit_filters_by_namespace_labels_and_state() => Scenario.RunAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("mon", "grafana", ("enabled", "true"), ("retain", "14"));
        await scenario.CreateClaimAsync("mon", "forgotten");
        await scenario.CreateClaimAsync("shop", "cache", ("enabled", "false"));
        await scenario.VolumeCarriesAsync("mon", "grafana", "backup-mon-grafana");

        Assert.Equal(["shop/cache"], await ShownAsync("-n", "shop"));
        Assert.Equal(["mon/grafana"], await ShownAsync("-l", "backup.vluwte.nl/retain=14"));
        Assert.Equal(["mon/forgotten", "shop/cache"], await ShownAsync("--state", "violating", "opted_out"));
        Assert.Equal(0, (await CommandRun.WithKubeconfigAsync(scenario.Kubeconfig, "audit", "-n", "shop")).ExitCode);

        async Task<IEnumerable<string>> ShownAsync(params string[] filter) =>
            (await CommandRun.WithKubeconfigAsync(scenario.Kubeconfig, ["audit", .. filter])).Out.Split('\n').Skip(1).TakeWhile(line => line.Length > 0)
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]);
    });

    [Fact]
    public Task Audit_in_markdown_is_a_table() => Scenario.RunAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("mon", "forgotten");

        var run = await CommandRun.WithKubeconfigAsync(scenario.Kubeconfig, "audit", "--output", "markdown");

        Assert.StartsWith(
            "|  | PVC | STATE | REASON | LAST BACKUP | EVERY | NEXT RUN | KEEPS | JOB | SETTINGS |\n|---|---|---|---|---:|---:|---|---:|---|---|\n"
            + "| ! | mon/forgotten | violating | missing_enabled_label | – | – | – | – | – |  |\n", run.Out, StringComparison.Ordinal);
    });

    [Fact]
    public Task Audit_in_json_is_what_the_page_says() => Scenario.RunAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("mon", "grafana", ("enabled", "true"));
        await scenario.CreateClaimAsync("mon", "forgotten");
        await scenario.VolumeCarriesAsync("mon", "grafana", "backup-mon-grafana");
        await scenario.IdleAsync();

        var audit = JsonDocument.Parse((await CommandRun.WithKubeconfigAsync(scenario.Kubeconfig, "audit", "-o", "json")).Out).RootElement;
        var page = JsonDocument.Parse((await scenario.Controller.ProbeAsync("/api/v1/status")).Text).RootElement;

        foreach (var part in (string[])["totals", "verdict", "starts", "targets", "archives", "orphans", "untracked", "layerMistakes"])
            Assert.Equal(page.GetProperty(part).GetRawText(), audit.GetProperty(part).GetRawText());
        Assert.Equal(Pvcs(page), Pvcs(audit));

        static IEnumerable<string> Pvcs(JsonElement document) => document.GetProperty("pvcs").EnumerateArray().Select(pvc =>
            $"{pvc.GetProperty("namespace")}/{pvc.GetProperty("name")} {pvc.GetProperty("state")} {pvc.GetProperty("reason")} {pvc.GetProperty("settings").GetRawText()}").Order();
    });

    [Fact]
    public Task Plan_shows_what_would_be_written_as_a_diff() => Scenario.RunAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("mon", "grafana", ("enabled", "true"));
        await scenario.VolumeOfAsync("mon", "grafana");
        await scenario.IdleAsync();

        var run = await CommandRun.WithKubeconfigAsync(scenario.Kubeconfig, "plan");

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("mon/grafana\n  create recurringjob backup-mon-grafana\n+   cron: 30 0/4 * * ?\n", run.Out, StringComparison.Ordinal);
        Assert.Contains("+   label recurring-job.longhorn.io/backup-mon-grafana: enabled\n", run.Out, StringComparison.Ordinal);
        Assert.Null(await scenario.FindJobAsync("backup-mon-grafana"));

        var json = JsonDocument.Parse((await CommandRun.WithKubeconfigAsync(scenario.Kubeconfig, "plan", "-o", "json")).Out).RootElement;
        Assert.Equal("grafana", json[0].GetProperty("pvc").GetString());
        Assert.StartsWith("create recurringjob backup-mon-grafana for mon/grafana", json[0].GetProperty("change").GetString(), StringComparison.Ordinal);
        Assert.Contains("```diff\nmon/grafana\n", (await CommandRun.WithKubeconfigAsync(scenario.Kubeconfig, "plan", "-o", "markdown")).Out, StringComparison.Ordinal);
    }, new ScenarioOptions { ControllerOptions = ["--Reconciler:DryRun", "true"], ChecksInvariants = false });

    [Fact]
    public Task Plan_says_that_there_is_nothing_to_write() => Scenario.RunAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("mon", "grafana", ("enabled", "true"));
        await scenario.VolumeCarriesAsync("mon", "grafana", "backup-mon-grafana");
        await scenario.IdleAsync();

        var run = await CommandRun.WithKubeconfigAsync(scenario.Kubeconfig, "plan");

        Assert.Equal((0, "nothing to write\n"), (run.ExitCode, run.Out));
    });

    [Fact]
    public Task What_a_person_may_not_read_is_said_and_not_guessed() => Scenario.RunOnSandboxAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("mon", "grafana", ("enabled", "true"), ("retain", "0"));
        scenario.Faulty.Faults.Answer(403, "Forbidden", resource: "recurringjobs", userAgent: "backup-controller/");

        var run = await CommandRun.WithKubeconfigAsync(scenario.Kubeconfig, "audit");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("not read: Longhorn's RecurringJobs (", run.Out, StringComparison.Ordinal);
        Assert.Matches("! +mon/grafana +violating +invalid_retain ", run.Out);
    }, new ScenarioOptions { ChecksInvariants = false });
}
