using System.Text;
using WebhookController.Core.Labels;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;
using WebhookController.Core.Status;
using WebhookController.Observability;

namespace WebhookController.Tests.Observability;

public sealed class ClaimMetricsTests
{
    private static readonly ObjectKey Grafana = new("mon", "grafana");
    private readonly ControllerMetrics _metrics = new();
    private readonly ClaimMetrics _claims;

    public ClaimMetricsTests() => _claims = new ClaimMetrics(_metrics);

    [Fact]
    public async Task A_series_exists_while_its_fact_does_and_is_one()
    {
        _claims.Publish(PlanOf(managed: true));
        Assert.Contains("""backup_pvc_managed{job="backup-mon-grafana",namespace="mon",pvc="grafana"} 1""", await TextAsync());

        _claims.Publish(PlanOf(managed: false));
        Assert.DoesNotContain("backup_pvc_managed{", await TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_mistakes_of_one_kind_make_one_series()
    {
        Violation Unknown(string key) => new(Condition.UnknownLabel, key, "x", "…");
        _claims.Publish(PlanOf(new ClaimStatus(Grafana, null, [Unknown("a"), Unknown("b")])));

        Assert.Single((await TextAsync()).Split('\n'), line => line.StartsWith("backup_pvc_violation{", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_orphan_goes_with_the_last_of_its_backups()
    {
        _claims.Publish(Deltas.Of(new ClaimPlan(Grafana) { Orphans = [new Orphan(Grafana, "backup-mon-grafana")] }));
        Assert.Contains("""backup_pvc_orphaned{job="backup-mon-grafana",namespace="mon",pvc="grafana"} 1""", await TextAsync());

        _claims.Publish(PlanOf());
        Assert.DoesNotContain("backup_pvc_orphaned{", await TextAsync(), StringComparison.Ordinal);
    }

    // Its job, which is left alone, may well go on or fail: nobody asked to hear of it.
    [Fact]
    public async Task Of_an_exempt_pvc_there_is_its_state_and_no_more()
    {
        var exempt = new ProtectionStatus(Grafana, "backup-mon-grafana", ReasonedState.For(ProtectionReason.ExemptNamespace))
        {
            Managed = true,
            LastSuccess = DateTimeOffset.UnixEpoch,
            LastFailure = DateTimeOffset.UnixEpoch.AddDays(1),
            Failures = 2,
            Runs = new(new TimeOnly(0, 30), TimeSpan.FromHours(4)),
            ProtectedSince = DateTimeOffset.UnixEpoch,
        };
        var archive = new ArchiveStatus(Grafana, "backup-mon-grafana") { Ready = true, Failed = true, Expired = true };
        ClaimPlan Plan(ProtectionStatus protection) => new(Grafana) { Protections = [protection], Archives = [archive] };
        _claims.Publish(Deltas.Of(Plan(exempt with { Current = ReasonedState.For(ProtectionReason.Ok) })));
        Assert.Contains("backup_archive_failed{", await TextAsync(), StringComparison.Ordinal);

        _claims.Publish(Deltas.Of(Plan(exempt)));

        Assert.Equal(
            ["""backup_pvc_state{namespace="mon",pvc="grafana",reason="exempt_namespace",state="exempt"} 1"""],
            (await TextAsync()).Split('\n').Where(line => line.Contains("pvc=\"grafana\"", StringComparison.Ordinal)));
    }

    private static PlanDelta PlanOf(bool managed) => Deltas.Of(new ClaimPlan(Grafana)
    {
        Protections = [new ProtectionStatus(Grafana, "backup-mon-grafana", ReasonedState.For(ProtectionReason.Ok)) { Managed = managed }],
    });

    private static PlanDelta PlanOf(params ClaimStatus[] statuses) => Deltas.Of([.. statuses.Select(status => new ClaimPlan(status.Claim) { Statuses = [status] })]);

    private async Task<string> TextAsync()
    {
        using var text = new MemoryStream();
        await _metrics.Registry.CollectAndExportAsTextAsync(text, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(text.ToArray());
    }
}
