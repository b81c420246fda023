using System.Text;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;
using WebhookController.Core.Status;
using WebhookController.Observability;

namespace WebhookController.Tests.Observability;

public sealed class ProtectionMetricsTests
{
    private const string Labels = """{job="backup-mon-grafana",namespace="mon",pvc="grafana"}""";
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private static readonly ProtectionStatus Grafana = new(new ObjectKey("mon", "grafana"), "backup-mon-grafana", ReasonedState.For(ProtectionReason.Ok))
    {
        LastSuccess = Noon,
        LastFailure = Noon.AddSeconds(-1),
        Failures = 3,
        Runs = new(new TimeOnly(0, 30), TimeSpan.FromHours(4)),
        NextRun = Noon.AddHours(1),
        Retain = 8,
        ProtectedSince = Noon.AddDays(-1),
        ProgressMoved = Noon.AddMinutes(1),
    };

    private readonly ControllerMetrics _metrics = new();
    private readonly ClaimMetrics _claims;

    public ProtectionMetricsTests() => _claims = new ClaimMetrics(_metrics);

    [Fact]
    public async Task Every_fact_of_a_pvc_is_a_series()
    {
        Publish(Grafana);

        Assert.Equal(
            [
                $"backup_pvc_expected_interval_seconds{Labels} 14400",
                $"backup_pvc_failures_total{Labels} 3",
                $"backup_pvc_last_failure_timestamp_seconds{Labels} 1795435199",
                $"backup_pvc_last_success_timestamp_seconds{Labels} 1795435200",
                $"backup_pvc_next_run_timestamp_seconds{Labels} 1795438800",
                $"backup_pvc_protected_since_timestamp_seconds{Labels} 1795348800",
                $"backup_pvc_retain{Labels} 8",
                $"backup_pvc_running_progress_timestamp_seconds{Labels} 1795435260",
                """backup_pvc_state{namespace="mon",pvc="grafana",reason="ok",state="protected"} 1""",
            ],
            await SeriesAsync());
    }

    [Fact]
    public async Task A_fact_that_is_not_there_is_no_series()
    {
        Publish(Grafana);
        Publish(new ProtectionStatus(Grafana.Claim, Grafana.Job, Grafana.Current));

        Assert.Equal(
            [$"backup_pvc_failures_total{Labels} 0", """backup_pvc_state{namespace="mon",pvc="grafana",reason="ok",state="protected"} 1"""],
            await SeriesAsync());
    }

    [Fact]
    public async Task A_pvc_without_a_job_has_a_state_and_no_more()
    {
        Publish(Grafana);
        Publish(Grafana with { Job = null, Current = ReasonedState.For(ProtectionReason.JobMissing) });

        Assert.Equal(["""backup_pvc_state{namespace="mon",pvc="grafana",reason="job_missing",state="unprotected"} 1"""], await SeriesAsync());
    }

    [Fact]
    public async Task All_goes_with_the_pvc_and_comes_back_with_it()
    {
        Publish(Grafana);
        Publish();
        Assert.Empty(await SeriesAsync());

        Publish(Grafana);
        Assert.Equal(9, (await SeriesAsync()).Count);
    }

    [Fact]
    public async Task Values_follow_their_facts_and_a_series_moves_on_with_its_job()
    {
        Publish(Grafana);
        Publish(Grafana with { LastSuccess = Noon.AddHours(4), Failures = 4 });
        Assert.Contains($"backup_pvc_last_success_timestamp_seconds{Labels} 1795449600", await SeriesAsync());
        Assert.Contains($"backup_pvc_failures_total{Labels} 4", await SeriesAsync());

        Publish(Grafana with { Job = "backup-mon-renamed" });
        Assert.DoesNotContain(await SeriesAsync(), series => series.Contains("backup-mon-grafana", StringComparison.Ordinal));
        Assert.Contains($"backup_pvc_failures_total{Labels.Replace("grafana\",n", "renamed\",n", StringComparison.Ordinal)} 3", await SeriesAsync());
    }

    [Fact]
    public async Task A_pass_over_some_pvcs_leaves_the_series_of_the_others_alone()
    {
        Publish(Grafana);
        var before = await SeriesAsync();

        _claims.Publish(Deltas.Of(Grafana with { Claim = new("mon", "other"), Job = "backup-mon-other" }) with { Full = false });

        Assert.Equal(before, (await SeriesAsync()).Where(series => !series.Contains("other", StringComparison.Ordinal)));
        Assert.Equal(2 * before.Count, (await SeriesAsync()).Count);
    }

    [Fact]
    public async Task Failures_of_a_new_volume_are_counted_from_zero()
    {
        Publish(Grafana);
        Publish(Grafana with { Failures = 1 });

        Assert.Contains($"backup_pvc_failures_total{Labels} 1", await SeriesAsync());
    }

    [Fact]
    public async Task What_was_known_last_is_still_reported_while_not_everything_can_be_read()
    {
        Publish(Grafana);
        var before = await SeriesAsync();

        _claims.Publish(new PlanDelta([], Full: true) { Partial = true });

        Assert.Equal(before, await SeriesAsync());
    }

    private void Publish(params ProtectionStatus[] protections) => _claims.Publish(Deltas.Of(protections));

    private async Task<IReadOnlyList<string>> SeriesAsync()
    {
        using var text = new MemoryStream();
        await _metrics.Registry.CollectAndExportAsTextAsync(text, TestContext.Current.CancellationToken);
        return [.. Encoding.UTF8.GetString(text.ToArray()).Split('\n').Where(line => line.StartsWith("backup_pvc_", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }
}
