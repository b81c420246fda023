using System.Net;
using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Objects;
using WebhookController.Tests.StatusPage.Support;

namespace WebhookController.Tests.StatusPage.Sections;

public sealed class OverviewPageTests
{
    private const string Hostile = "<script>alert(1)</script>\"'&";

    [Fact]
    public async Task It_begins_with_the_verdict_and_the_share_that_is_covered()
    {
        var html = await OverviewAsync(PageClusters.Small());

        Assert.Contains("""<h1 id="verdict">2 PVCs are at risk</h1>""", html, StringComparison.Ordinal);
        Assert.Contains("<strong>80 %</strong>", html, StringComparison.Ordinal);
        Assert.Contains("<title>2 PVCs are at risk · Longhorn backups</title>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task States_are_links_with_their_counts()
    {
        var html = await OverviewAsync(PageClusters.Small(), "?namespace=media&sort=age");

        Assert.Contains("""href="?namespace=media&amp;state=at_risk&amp;sort=age"><b>2</b> At risk""", html, StringComparison.Ordinal);
        Assert.Contains("""href="?namespace=media&amp;state=opted_out&amp;sort=age"><b>1</b> Opted out""", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>0</b>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_says_in_words_what_it_shows_by_colour()
    {
        var html = await OverviewAsync(PageClusters.Small(), "?q=photos");

        Assert.Contains("""href="./pvc/media/photos"><span>media/</span><wbr>photos</a>""", html, StringComparison.Ordinal);
        Assert.Contains("</svg>Stale</span>", html, StringComparison.Ordinal);
        Assert.Contains("Its last backup is too old: two runs are missed", html, StringComparison.Ordinal);
        Assert.Contains(">31 h ago</time><br><svg class=\"age critical\"", html, StringComparison.Ordinal);
        Assert.Contains("""<time datetime="2026-11-23T12:30:00Z">12:30</time> <small>in 20 min</small>""", html, StringComparison.Ordinal);
        Assert.Contains("<code>backup-media-photos</code>", html, StringComparison.Ordinal);
        Assert.Contains("""<span id="count">1 PVC of 6</span>""", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_heading_of_the_column_in_order_says_so_and_turns_it_round()
    {
        var html = await OverviewAsync(PageClusters.Small(), "?sort=age");

        Assert.Contains("""aria-sort="ascending"><a href="?sort=-age">Last backup""", html, StringComparison.Ordinal);
        Assert.Equal(5, html.Split("aria-sort=\"none\"").Length - 1);
        Assert.Contains("""aria-sort="descending"><a href="?sort=age">Last backup""", await OverviewAsync(PageClusters.Small(), "?sort=-age"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_are_linked_with_everything_else_that_is_asked_for()
    {
        var html = await OverviewAsync(PageClusters.Large(450), "?q=data&page=2");

        Assert.Contains("""<a rel="prev" href="?q=data">Previous</a>""", html, StringComparison.Ordinal);
        Assert.Contains("""<a rel="next" href="?q=data&amp;page=3">Next</a>""", html, StringComparison.Ordinal);
        Assert.Contains("""href="?q=data&amp;page=2" aria-current="page">""", html, StringComparison.Ordinal);
        Assert.Equal(100, html.Split("scope=\"row\"><a").Length - 1);
    }

    [Fact]
    public async Task What_is_asked_for_comes_back_as_text_only()
    {
        var html = await OverviewAsync(PageClusters.Small(), $"?q={Uri.EscapeDataString(Hostile)}&state={Uri.EscapeDataString(Hostile)}&namespace={Uri.EscapeDataString(Hostile)}");

        Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
        Assert.Contains($"""value="{WebUtility.HtmlEncode(Hostile).Replace("&#39;", "&#x27;", StringComparison.Ordinal)}" maxlength="100""", html, StringComparison.Ordinal);
        Assert.Contains("There is no such state", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hostile_names_and_values_of_the_cluster_are_text_only()
    {
        var cluster = new PageCluster()
            .Add("shop", Hostile, "enabled=true", TimeSpan.FromHours(1))
            .Add("shop", "mistaken", "enabled=<img/src=x/onerror=alert(1)>");
        cluster.Targets.Add(new() { Key = new(PageCluster.Longhorn, "\"><svg onload=alert(1)>"), Uid = "x", ResourceVersion = "1", HasUrl = true, Available = false });
        cluster.Namespaces.Add(new() { Key = ObjectKey.ClusterScoped("shop"), Uid = "shop", ResourceVersion = "1", Labels = LabelSet.Of((PageCluster.Keys.Prefix + "enabled", "<b>yes</b>")) });

        var html = await OverviewAsync(cluster);

        foreach (var markup in (string[])["<script>alert", "<img", "<svg onload", "<b>yes", "onerror=alert(1)>"]) Assert.DoesNotContain(markup, html, StringComparison.Ordinal);
        Assert.Contains("&lt;img/src=x/onerror=alert(1)&gt;", html, StringComparison.Ordinal);
        Assert.Contains("can&#x27;t be reached", html, StringComparison.Ordinal);
        Assert.Contains("Namespace shop", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_can_not_be_read_is_said_before_everything_else()
    {
        await using var host = await PageHost.StartAsync(PageClusters.Small());
        host.Cache.Update(StateSlots.Jobs, null, set => set.Unavailable("403 Forbidden"));

        var html = await host.GetAsync("/");

        Assert.Contains("""<h1 id="verdict">Not everything can be read</h1>""", html, StringComparison.Ordinal);
        Assert.Contains("Longhorn&#x27;s RecurringJobs (403 Forbidden)", html, StringComparison.Ordinal);
        Assert.True(html.IndexOf("403 Forbidden", StringComparison.Ordinal) < html.IndexOf("<table", StringComparison.Ordinal));
        Assert.DoesNotContain("covered</span>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Right_after_the_start_it_waits_and_alarms_nobody()
    {
        await using var host = await PageHost.StartAsync(new PageCluster());
        foreach (var slot in (Action[])[() => host.Cache.Update(StateSlots.Jobs, null, _ => ObjectSet<RecurringJob>.Unread)]) slot();

        var html = await host.GetAsync("/");

        Assert.Contains("The cluster is being read", html, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"verdict critical\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Held_deletions_come_with_their_digest_and_the_command_that_agrees()
    {
        var html = await OverviewAsync(HeldCluster());
        var digest = System.Text.RegularExpressions.Regex.Match(html, "class=\"digest\">([0-9a-f]{16})<").Groups[1].Value;

        Assert.Equal(16, digest.Length);
        var command = $$$"""kubectl patch configmap backup-defaults -n backup-controller --type merge -p '{"data":{"allow-mass-deletion":"{{{digest}}}"}}'""";
        Assert.Contains(command, WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        Assert.Contains("12 jobs of 14 would be deleted", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_config_map_the_command_makes_one()
    {
        var cluster = HeldCluster();
        cluster.ConfigMaps.Clear();

        Assert.Contains("kubectl create configmap backup-defaults -n backup-controller --from-literal=allow-mass-deletion=", await OverviewAsync(cluster), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_replica_says_whether_it_leads()
    {
        await using var host = await PageHost.StartAsync(PageClusters.Small());
        Assert.Contains("backup-controller-7c9f4d5b8-x2x7k stands by", await host.GetAsync("/"), StringComparison.Ordinal);

        host.Lead();

        Assert.Contains("backup-controller-7c9f4d5b8-x2x7k leads", await host.GetAsync("/"), StringComparison.Ordinal);
    }

    internal static PageCluster HeldCluster()
    {
        var cluster = new PageCluster().Add("shop", "postgres", lastBackup: TimeSpan.FromHours(1)).Add("shop", "redis", lastBackup: TimeSpan.FromHours(1));
        for (var i = 0; i < 12; i++)
            cluster.OtherJobs.Add(new RecurringJob
            {
                Key = new(PageCluster.Longhorn, $"backup-gone-{i}"),
                Uid = $"gone-{i}",
                ResourceVersion = "1",
                Labels = LabelSet.Of((PageCluster.Keys.Managed, "true"), (PageCluster.Keys.SourceNamespace, "gone"), (PageCluster.Keys.SourcePvc, $"data-{i}")),
                Spec = new() { Task = "backup", Cron = "30 0/4 * * ?", Retain = 8, Concurrency = 1, FullBackupInterval = "4" },
            });
        return cluster;
    }

    private static async Task<string> OverviewAsync(PageCluster cluster, string query = "")
    {
        await using var host = await PageHost.StartAsync(cluster);
        return await host.GetAsync($"/{query}");
    }
}
