using Microsoft.Extensions.Time.Testing;
using WebhookController.Core.Layers;
using WebhookController.Core.Planning;
using WebhookController.Core.Report;
using WebhookController.StatusPage.Serving;
using WebhookController.Tests.StatusPage.Support;

namespace WebhookController.Tests.StatusPage.Serving;

public sealed class ClaimSelectionTests
{
    private static readonly ClusterReport Small = ReportOf(PageClusters.Small());

    [Fact]
    public void What_is_most_urgent_comes_first_and_what_opted_out_last() => Assert.Equal(
        ["home/notes", "media/photos", "shop/postgres", "monitoring/grafana", "monitoring/prometheus", "media/cache"], Names(""));

    [Theory]
    [InlineData("?sort=pvc", "home/notes media/cache media/photos monitoring/grafana monitoring/prometheus shop/postgres")]
    [InlineData("?sort=-pvc", "shop/postgres monitoring/prometheus monitoring/grafana media/photos media/cache home/notes")]
    [InlineData("?sort=age", "home/notes media/photos monitoring/prometheus monitoring/grafana shop/postgres media/cache")]
    [InlineData("?sort=next", "home/notes media/photos monitoring/grafana monitoring/prometheus media/cache shop/postgres")]
    [InlineData("?sort=job", "home/notes media/photos monitoring/grafana monitoring/prometheus media/cache shop/postgres")]
    [InlineData("?sort=-job", "monitoring/prometheus monitoring/grafana media/photos home/notes media/cache shop/postgres")]
    public void Columns_sort_and_what_has_nothing_in_them_comes_last(string query, string names) => Assert.Equal(names.Split(' '), Names(query));

    [Theory]
    [InlineData("?namespace=media", "media/photos media/cache")]
    [InlineData("?namespace=med", "")]
    [InlineData("?state=opted_out", "media/cache")]
    [InlineData("?state=at_risk", "home/notes media/photos")]
    [InlineData("?state=attention", "shop/postgres")]
    [InlineData("?state=stale&namespace=media", "media/photos")]
    [InlineData("?q=GRAFANA", "monitoring/grafana")]
    [InlineData("?q=invalid_retain", "shop/postgres")]
    [InlineData("?q=two%20runs", "media/photos")]
    [InlineData("?q=backup-home-notes", "home/notes")]
    [InlineData("?q=%3Cscript%3E", "")]
    public void Filters_select(string query, string names) => Assert.Equal(names.Split(' ', StringSplitOptions.RemoveEmptyEntries), Names(query));

    [Fact]
    public void Every_state_that_can_be_asked_for_selects_what_the_totals_count()
    {
        var report = ReportOf(PageClusters.Large(1000));
        foreach (var (name, filter) in StateFilters.All)
            if (filter.State is { } state) Assert.Equal(report.Totals.ByState.GetValueOrDefault(state), ClaimSelection.Of(report, new PageQuery { State = name }).Claims.Count);
        Assert.Equal(report.Totals.AtRisk, ClaimSelection.Of(report, new PageQuery { State = StateFilters.AtRisk }).Claims.Count);
        Assert.Equal(report.Totals.NeedAttention, ClaimSelection.Of(report, new PageQuery { State = StateFilters.Attention }).Claims.Count);
    }

    [Fact]
    public void Pages_hold_everything_once_and_one_beyond_the_last_is_the_last()
    {
        var report = ReportOf(PageClusters.Large(250));
        var pages = Enumerable.Range(1, 3).Select(page => ClaimSelection.Of(report, new PageQuery { Page = page }).Shown.ToList()).ToList();

        Assert.Equal([100, 100, 50], pages.Select(page => page.Count));
        Assert.Equal(250, pages.SelectMany(page => page).Distinct().Count());
        Assert.Equal(pages[2], ClaimSelection.Of(report, new PageQuery { Page = 99 }).Shown);
        Assert.Equal(1, ClaimSelection.Of(report, new PageQuery { Text = "nobody", Page = 7 }).Page);
    }

    private static IEnumerable<string> Names(string query) => ClaimSelection.Of(Small, PageQuery.Read(query)).Shown.Select(claim => claim.Claim.ToString());

    private static ClusterReport ReportOf(PageCluster cluster)
    {
        var state = cluster.ToCache(new FakeTimeProvider(PageCluster.Now)).State;
        return ClusterReporter.Of(state, Planner.Plan(state, EffectiveDefaults.BuiltIn, PageCluster.Now), EffectiveDefaults.BuiltIn, PageCluster.Now);
    }
}
