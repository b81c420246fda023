using WebhookController.Core.Cluster;
using WebhookController.Core.Layers;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;
using WebhookController.Core.Report;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Report;

public sealed class VerdictTests
{
    private static readonly ClusterObject[] Protected =
    [
        A.Claim("web/data", "enabled=true", "pv-1"), A.Pv("pv-1", "vol-1"), A.Volume("vol-1", "backup-web-data"), A.Job("backup-web-data", "web/data"),
        A.Completed("b-1", "vol-1", A.Now.AddHours(-1), "backup-web-data"),
    ];

    [Fact]
    public void All_is_well() => Says(Urgency.None, "The PVC is backed up", World.Empty.With(Protected));

    [Fact]
    public void One_that_waits_for_its_volume_is_covered_and_not_yet_backed_up() =>
        Says(Urgency.None, "All 2 PVCs are covered", World.Empty.With([.. Protected, A.Claim("web/new", "enabled=true")]));

    [Fact]
    public void A_mistake_needs_attention_and_data_at_risk_comes_before_it()
    {
        var mistaken = World.Empty.With([.. Protected, A.Claim("web/silent", "")]);
        Says(Urgency.Warning, "1 PVC needs attention", mistaken);
        Says(Urgency.Critical, "1 PVC is at risk", mistaken.With(A.Claim("web/lost", "enabled=true", "pv-2")));
    }

    [Fact]
    public void A_target_that_can_not_be_reached_is_said_though_no_pvc_is_on_it() =>
        Says(Urgency.Critical, "Backup target spare can't be reached", World.Empty.With([.. Protected, A.Target("spare", available: false)]));

    [Fact]
    public void What_can_not_be_read_comes_before_everything() =>
        Says(Urgency.Critical, "Not everything can be read", World.Empty.With([.. Protected, A.Claim("web/lost", "enabled=true", "pv-2")]).WithUnsynced<RecurringJob>());

    [Fact]
    public void Right_after_the_start_nothing_is_wrong_yet() =>
        Assert.Equal((Urgency.Notice, "The cluster is being read"), Of(new ClusterState(A.Keys, A.LonghornNamespace)) is var verdict ? (verdict.Urgency, verdict.Headline) : default);

    [Fact]
    public void Where_nobody_asks_for_backups_nobody_is_told_that_all_is_backed_up() =>
        Says(Urgency.None, "No PVC asks for backups", World.Empty.With(A.Claim("web/cache", "enabled=false")));

    private static void Says(Urgency urgency, string headline, World world)
    {
        var verdict = Of(world.State);
        Assert.Equal((urgency, headline), (verdict.Urgency, verdict.Headline));
    }

    private static Verdict Of(ClusterState state) =>
        Verdict.Of(ClusterReporter.Of(state, Planner.Plan(state, EffectiveDefaults.BuiltIn, A.Now), EffectiveDefaults.BuiltIn, A.Now));
}
