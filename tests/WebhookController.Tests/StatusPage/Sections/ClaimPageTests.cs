using System.Net;
using WebhookController.Core.Labels;
using WebhookController.Core.Objects;
using WebhookController.Core.Report;
using WebhookController.StatusPage.Sections;
using WebhookController.Tests.Documentation;
using WebhookController.Tests.StatusPage.Support;

namespace WebhookController.Tests.StatusPage.Sections;

public sealed class ClaimPageTests
{
    [Fact]
    public async Task The_story_of_a_PVC_has_its_state_its_schedule_and_where_each_setting_comes_from()
    {
        var cluster = PageClusters.Small();
        cluster.Namespaces.Add(new() { Key = ObjectKey.ClusterScoped("monitoring"), Uid = "m", ResourceVersion = "1", Labels = LabelSet.Of((PageCluster.Keys.Prefix + "full-backup-interval", "2")) });
        cluster.ConfigMaps[0] = PageCluster.Defaults(("concurrency", "5"));

        var html = await PageAsync(cluster, "/pvc/monitoring/prometheus");

        Assert.Contains("<strong>Protected.</strong> It is backed up on its schedule.", html, StringComparison.Ordinal);
        Assert.Contains("<dd>Every day at 00:30 UTC</dd>", html, StringComparison.Ordinal);
        Assert.Contains("3 of 3 that it keeps", html, StringComparison.Ordinal);
        foreach (var (name, value, from) in ((string, string, string)[])
                 [("retain", "3", "PVC"), ("interval", "24", "PVC"), ("start", "0030", "Built in"), ("full-backup-interval", "2", "Namespace"), ("concurrency", "5", "ConfigMap")])
            Assert.Contains($"<code>{name}</code></th><td>{value}</td><td>{from}</td>", html, StringComparison.Ordinal);
        Assert.Equal(3, html.Split("</svg>Complete</span>").Length - 1);
        Assert.DoesNotContain("What to do", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mistakes_are_told_in_full_with_what_to_do_about_them()
    {
        var html = await PageAsync(new PageCluster().Add("shop", "db", "enabled=true retain=many interval=5"), "/pvc/shop/db");

        Assert.Contains("backup.vluwte.nl/retain=many is not allowed: use a whole number from 1 to 100", html, StringComparison.Ordinal);
        Assert.Contains("backup.vluwte.nl/interval=5 is not allowed: use 1, 2, 3, 4, 6, 8, 12 or 24", html, StringComparison.Ordinal);
        Assert.Contains("deploy/runbooks/BackupPVCInvalidLabels.md", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_says_nothing_gets_the_command_that_says_something() => Assert.Contains(
        "kubectl label pvc db -n shop backup.vluwte.nl/enabled=true", await PageAsync(new PageCluster().Add("shop", "db", ""), "/pvc/shop/db"), StringComparison.Ordinal);

    [Fact]
    public async Task Links_lead_back_from_below()
    {
        var html = await PageAsync(PageClusters.Small(), "/pvc/home/notes");

        Assert.Contains("""<a href="../../">All PVCs</a>""", html, StringComparison.Ordinal);
        Assert.Contains("""<a href="../../?namespace=home">home</a>""", html, StringComparison.Ordinal);
        Assert.Matches("href=\"../../assets/[0-9a-f]{16}/status.css\"", html);
    }

    [Fact]
    public async Task What_is_held_of_it_comes_with_the_command_that_agrees()
    {
        var cluster = OverviewPageTests.HeldCluster();
        cluster.AddBackup(new Backup
        {
            Key = new(PageCluster.Longhorn, "left"),
            Uid = "left",
            ResourceVersion = "1",
            Job = "backup-gone-3",
            State = BackupState.Completed,
            SourceLabels = LabelSet.Of((PageCluster.Keys.SourceNamespace, "gone"), (PageCluster.Keys.SourcePvc, "data-3")),
        });

        var html = WebUtility.HtmlDecode(await PageAsync(cluster, "/pvc/gone/data-3"));

        Assert.Contains("This PVC is gone.", html, StringComparison.Ordinal);
        Assert.Contains("The deletion of its job waits for a person", html, StringComparison.Ordinal);
        Assert.Contains("kubectl patch configmap backup-defaults", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_known_of_one_that_was_never_there()
    {
        await using var host = await PageHost.StartAsync(PageClusters.Small());

        using var response = await host.SendAsync(HttpMethod.Get, "/pvc/%3Cb%3E/%22%3E%3Cscript%3E");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        var html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("Nothing is known of this PVC", html, StringComparison.Ordinal);
        Assert.DoesNotContain("\"><script>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_advice_links_a_runbook_that_is_there()
    {
        Assert.NotEmpty(Advice.All);
        Assert.All(Advice.All, advice => Assert.True(File.Exists(Checkout.File($"deploy/runbooks/{advice.Runbook}.md")), advice.Runbook));
        Assert.All(
            Directory.GetFiles(Checkout.File("src/WebhookController/StatusPage/Sections")).SelectMany(file => System.Text.RegularExpressions.Regex.Matches(File.ReadAllText(file), "\"(Backup[A-Z][A-Za-z]+)\"")),
            match => Assert.True(File.Exists(Checkout.File($"deploy/runbooks/{match.Groups[1].Value}.md")), match.Groups[1].Value));
        Assert.StartsWith("https://", PageContext.Runbook("BackupStale"), StringComparison.Ordinal);
    }

    private static async Task<string> PageAsync(PageCluster cluster, string path)
    {
        await using var host = await PageHost.StartAsync(cluster);
        using var response = await host.SendAsync(HttpMethod.Get, path);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
