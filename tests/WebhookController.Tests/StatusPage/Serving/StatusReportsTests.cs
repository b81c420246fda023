using Microsoft.Extensions.Time.Testing;
using WebhookController.Cache;
using WebhookController.Core.Cluster;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;
using WebhookController.Core.Report;
using WebhookController.Reconciliation;
using WebhookController.StatusPage.Serving;
using WebhookController.Tests.Cache;
using WebhookController.Tests.StatusPage.Support;

namespace WebhookController.Tests.StatusPage.Serving;

public sealed class StatusReportsTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new(PageCluster.Now);
    private readonly DefaultsStore _defaults = new();
    private readonly RecentDeletions _deletions;
    private readonly ClusterCache _cache;
    private readonly StatusReports _reports;

    public StatusReportsTests()
    {
        _deletions = new(_clock);
        _cache = PageClusters.Small().ToCache(_clock);
        _reports = new(_cache, _defaults, _deletions, new RecentLowerings(_clock), _clock);
    }

    public void Dispose() => _reports.Dispose();

    [Fact]
    public async Task Whoever_asks_within_a_second_gets_the_same_one()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(_reports.LatestAsync)));

        Assert.Single(all.Distinct());
        Assert.Equal(1, _reports.Made);
        _clock.Advance(TimeSpan.FromSeconds(0.9));
        Assert.Same(all[0], await _reports.LatestAsync());
    }

    [Fact]
    public async Task Afterwards_it_is_made_anew_of_the_cluster_as_it_is_then()
    {
        var before = await _reports.LatestAsync();
        _cache.Put(StateSlots.Targets, new BackupTarget { Key = new(PageCluster.Longhorn, "default"), Uid = "t", ResourceVersion = "2", HasUrl = true, Available = false });
        _clock.Advance(TimeSpan.FromSeconds(1));

        var after = await _reports.LatestAsync();

        Assert.True(before.Report.Targets.Single().Available);
        Assert.False(after.Report.Targets.Single().Available);
        Assert.Equal(PageCluster.Now.AddSeconds(1), after.Report.Now);
    }

    [Fact]
    public async Task It_says_what_a_full_plan_of_the_state_says()
    {
        var snapshot = await _reports.LatestAsync();

        var state = _cache.State;
        var expected = ClusterReporter.Of(state, Planner.Plan(state, _defaults.Peek(state), PageCluster.Now), _defaults.Peek(state), PageCluster.Now);
        Assert.Equal(expected.Claims.Select(claim => (claim.Status, claim.Freshness, claim.Urgency)), snapshot.Report.Claims.Select(claim => (claim.Status, claim.Freshness, claim.Urgency)));
        Assert.Same(state, snapshot.State);
    }

    [Fact]
    public async Task Looking_leaves_the_reconcilers_memory_of_defaults_alone()
    {
        _defaults.Read(_cache.State);
        _cache.Load(StateSlots.ConfigMaps, PageCluster.Defaults(("retain", "5")));
        await _reports.LatestAsync();
        _cache.Load(StateSlots.ConfigMaps, PageCluster.Defaults(("retain", "many")));

        Assert.Equal(8, _defaults.Read(_cache.State).Settings.Retain);
    }

    [Fact]
    public async Task Deletions_of_the_last_minutes_count_towards_what_is_held_as_they_do_for_the_leader()
    {
        var job = _cache.State.Longhorn.Jobs.Items.Values.First(job => job.Key.Name == "backup-home-notes");
        _cache.Update(StateSlots.Claims, new("home", "notes"), set => set.Remove(new("home", "notes"), null));
        Assert.Null((await _reports.LatestAsync()).Report.HeldDeletions);

        for (var i = 0; i < 11; i++) _deletions.Add($"uid-{i}");
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal([job.Key.Name], (await _reports.LatestAsync()).Report.HeldDeletions!.Deletions.Select(deletion => deletion.Target.Name));
    }

    [Fact]
    public async Task A_report_that_nobody_asks_for_any_more_is_forgotten()
    {
        await _reports.LatestAsync();
        _clock.Advance(TimeSpan.FromSeconds(29));
        Assert.True(_reports.Holds);

        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.False(_reports.Holds);
        Assert.NotNull(await _reports.LatestAsync());
    }
}
