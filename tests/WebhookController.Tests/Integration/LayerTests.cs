using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using WebhookController.Tests.Integration.Support;

namespace WebhookController.Tests.Integration;

/// Labels on Namespaces and StorageClasses, which are defaults for the PVCs below them.
public sealed class LayerTests
{
    private const string EveryFourHours = "30 0/4 * * ?";

    // By the event, long before a resync.
    [Fact]
    public Task One_label_on_a_namespace_opts_in_every_pvc_in_it_that_does_not_speak_for_itself() => Scenario.RunAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("shop", "grafana");
        await scenario.CreateClaimAsync("shop", "wiki");
        await scenario.CreateClaimAsync("shop", "scratch", ("enabled", "false"));
        await scenario.CreateClaimAsync("mon", "grafana");
        await scenario.SeriesAppearsAsync("""backup_pvc_violation{condition="missing_enabled_label",namespace="shop",pvc="wiki"}""");
        await scenario.IdleAsync();

        var answer = await scenario.LabelNamespaceAsync("shop", ("enabled", "true"), ("retain", "14"));

        Assert.Equal(["Namespace shop: 2 PVCs get a job"], answer.Warnings);
        foreach (var pvc in (string[])["grafana", "wiki"])
        {
            await scenario.JobHasAsync($"backup-shop-{pvc}", EveryFourHours, 14);
            await scenario.VolumeCarriesAsync("shop", pvc, $"backup-shop-{pvc}");
            Assert.Equal("layer", Archives.Mark(await scenario.JobAsync($"backup-shop-{pvc}"), Layers.OptedInBy));
        }
        await scenario.SeriesAppearsAsync("""backup_pvc_managed{job="backup-shop-wiki",namespace="shop",pvc="wiki"}""");
        await scenario.StateIsAsync("shop", "scratch", "opted_out", "enabled_false");
        await scenario.StateIsAsync("mon", "grafana", "violating", "missing_enabled_label");
        await scenario.SeriesDisappearsAsync("""backup_pvc_violation{condition="missing_enabled_label",namespace="shop",""");
        Assert.Null(await scenario.FindJobAsync("backup-shop-scratch"));

        var late = await scenario.CreateClaimAsync("shop", "late");
        Assert.Equal(["shop/late: backed up: its Namespace says enabled=true"], late.Warnings);
        await scenario.VolumeCarriesAsync("shop", "late", "backup-shop-late");
    }, new ScenarioOptions { RegistersWebhooks = true });

    [Fact]
    public Task A_pvc_opts_out_of_what_its_namespace_asks_for_and_comes_back_when_its_own_label_goes() => Scenario.RunAsync(async scenario =>
    {
        await scenario.LabelNamespaceAsync("shop", ("enabled", "true"));
        await scenario.CreateClaimAsync("shop", "grafana");
        await scenario.VolumeCarriesAsync("shop", "grafana", "backup-shop-grafana");

        await scenario.LabelClaimAsync("shop", "grafana", ("enabled", "false"));
        await scenario.JobIsGoneAsync("backup-shop-grafana");
        await scenario.VolumeCarriesAsync("shop", "grafana");

        await scenario.LabelClaimAsync("shop", "grafana", ("enabled", null));
        await scenario.VolumeCarriesAsync("shop", "grafana", "backup-shop-grafana");

        await scenario.LabelNamespaceAsync("shop", ("enabled", "false"));
        await scenario.JobIsGoneAsync("backup-shop-grafana");
        await scenario.StateIsAsync("shop", "grafana", "opted_out", "enabled_false");
    });

    [Fact]
    public Task The_pvc_wins_over_its_namespace_that_over_its_storage_class_and_that_over_the_config_map() => Scenario.RunAsync(async scenario =>
    {
        await scenario.CreateClassAsync("fast", "driver.longhorn.io");
        await scenario.SetDefaultsAsync(("retain", "5"), ("interval", "12"), ("start", "0115"), ("concurrency", "3"));
        await scenario.LabelClassAsync("fast", ("enabled", "true"), ("retain", "20"), ("interval", "1"));
        await scenario.LabelNamespaceAsync("shop", ("retain", "14"));
        await scenario.Api.PostAsync(Scenario.Path(Api.Claims, "shop"), Objects.Claim("shop", "db", "fast"));

        await scenario.JobHasAsync("backup-shop-db", "15 0/1 * * ?", 14);
        Assert.Equal(3, (int?)(await scenario.JobAsync("backup-shop-db"))["spec"]!["concurrency"]);
        await scenario.LabelClaimAsync("shop", "db", ("retain", "2"));
        await scenario.JobHasAsync("backup-shop-db", "15 0/1 * * ?", 2);
        await scenario.LabelClaimAsync("shop", "db", ("retain", null));
        await scenario.LabelNamespaceAsync("shop", ("retain", null));
        await scenario.JobHasAsync("backup-shop-db", "15 0/1 * * ?", 20);
        await scenario.LabelClassAsync("fast", ("retain", null), ("interval", null));
        await scenario.JobHasAsync("backup-shop-db", "15 1/12 * * ?", 5);

        await scenario.LabelNamespaceAsync("shop", ("enabled", "false"));
        await scenario.JobIsGoneAsync("backup-shop-db");
        await scenario.LabelClaimAsync("shop", "db", ("enabled", "true"));
        await scenario.JobHasAsync("backup-shop-db", "15 1/12 * * ?", 5);
    });

    [Fact]
    public Task A_storage_class_opts_in_its_pvcs_and_sets_their_interval() => Scenario.RunAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("mon", "grafana");
        await scenario.CreateClaimAsync("shop", "wiki", ("enabled", "true"));
        await scenario.JobHasAsync("backup-shop-wiki", EveryFourHours, 8);

        await scenario.LabelClassAsync("longhorn", ("enabled", "true"), ("interval", "1"));

        await scenario.JobHasAsync("backup-shop-wiki", "30 0/1 * * ?", 8);
        await scenario.JobHasAsync("backup-mon-grafana", "30 0/1 * * ?", 8);
        await scenario.VolumeCarriesAsync("mon", "grafana", "backup-mon-grafana");
    });

    [Fact]
    public Task A_layer_that_changes_nothing_for_a_pvc_has_nothing_written() => Scenario.RunAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("shop", "db", ("enabled", "true"), ("retain", "3"), ("interval", "6"), ("start", "0200"), ("full-backup-interval", "2"), ("concurrency", "1"));
        await scenario.CreateClaimAsync("shop", "scratch", ("enabled", "false"));
        await scenario.VolumeCarriesAsync("shop", "db", "backup-shop-db");
        await scenario.IdleAsync();
        scenario.ForgetRequests();

        await scenario.LabelNamespaceAsync("shop", ("enabled", "true"), ("retain", "14"), ("interval", "1"), ("start", "auto"), ("full-backup-interval", "0"), ("concurrency", "5"));
        await scenario.LabelClassAsync("longhorn", ("enabled", "false"), ("retain", "99"));
        await scenario.IdleAsync();
        await scenario.LabelNamespaceAsync("shop", ("enabled", null), ("retain", "1"));
        await scenario.IdleAsync();

        Assert.Empty(scenario.Writes);
    });

    // Whoever asks for its backups, a PVC asks for its archive itself.
    [Fact]
    public Task A_pvc_that_its_namespace_opts_in_is_archived_and_guarded_and_the_archive_stays_when_the_namespace_falls_silent() => Scenario.RunAsync(async scenario =>
    {
        scenario.Archived.Add(Archives.Job);
        scenario.Longhorn.Hold(Sandbox.Behaviours.Backups);
        await scenario.LabelNamespaceAsync("mon", ("enabled", "true"));
        await scenario.CreateClaimAsync("mon", "grafana");
        await scenario.VolumeCarriesAsync("mon", "grafana", Archives.Job);
        await scenario.LabelClaimAsync("mon", "grafana", ("archive", "true"));
        await Eventually.HoldsAsync("the backup is under way", async () => (await Archives.ListAsync(scenario, "backups")).Count == 1);
        await scenario.IdleAsync();

        Assert.Equal(HttpStatusCode.Forbidden, (await scenario.DeleteClaimAsync("mon", "grafana")).Status);
        scenario.Longhorn.Resume(Sandbox.Behaviours.Backups);
        await Archives.ReadyAsync(scenario);
        await scenario.SeriesAppearsAsync("backup_archive_ready" + Archives.Series);

        await scenario.LabelNamespaceAsync("mon", ("enabled", null));
        await scenario.StateIsAsync("mon", "grafana", "violating", "missing_enabled_label");
        await scenario.IdleAsync();
        await scenario.VolumeCarriesAsync("mon", "grafana", Archives.Job);
        Assert.Equal("true", (string?)(await scenario.JobAsync(Archives.Job))["metadata"]!["labels"]![Objects.Key("archive")]);
    }, new ScenarioOptions { RegistersWebhooks = true });

    // A job and a label of its volume for each, and nothing twice.
    [Fact]
    public Task A_namespace_of_a_thousand_pvcs_is_opted_in_by_one_label_with_two_writes_each() => Scenario.RunAsync(async scenario =>
    {
        const int Many = 1000;
        await scenario.EnsureNamespaceAsync("shop");
        foreach (var some in Enumerable.Range(0, Many).Chunk(50))
            await Task.WhenAll(some.Select(n => scenario.Api.PostAsync(Scenario.Path(Api.Claims, "shop"), Objects.Claim("shop", $"data-{n}", "longhorn"))));
        var patience = TimeSpan.FromMinutes(3);
        await Eventually.HoldsAsync("all are bound", async () =>
            (await scenario.Api.ListAsync(Scenario.Path(Api.Claims, "shop"))).Count(claim => (string?)claim["status"]?["phase"] == "Bound") == Many, patience);
        await scenario.IdleAsync();
        scenario.ForgetRequests();
        var watch = Stopwatch.StartNew();

        await scenario.LabelNamespaceAsync("shop", ("enabled", "true"));

        await Eventually.HoldsAsync("every volume carries its job", async () => (await scenario.Api.ListAsync($"{Api.Longhorn}volumes")).Count(volume => Scenario.JobsOn(volume).Any()) == Many, patience);
        Notes.Add($"Layers: a namespace of {Many:N0} PVCs was opted in by one label in {watch.Elapsed.TotalSeconds:0.0} s");
        await scenario.IdleAsync();
        Assert.Equal(
            [("create", "recurringjobs", Many), ("patch", "volumes", Many)],
            scenario.Writes.Where(write => write.Status < 400).GroupBy(write => (write.Verb, write.Resource)).Select(kind => (kind.Key.Verb, kind.Key.Resource, kind.Count())).Order());
    }, new ScenarioOptions { ChecksInvariants = false });

    [Fact]
    public Task Mistakes_in_a_layer_are_refused_in_one_answer_with_their_keys() => Scenario.RunAsync(async scenario =>
    {
        await scenario.EnsureNamespaceAsync("shop");

        var ns = await scenario.LabelNamespaceAsync("shop", ("retain", "0"), ("name", "grafana"));
        var storageClass = await scenario.LabelClassAsync("longhorn", ("intervall", "6"));
        var made = await scenario.Api.PostAsync("api/v1/namespaces", new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = "new", ["labels"] = Objects.Labels(("interval", "5")) },
        });

        Assert.Equal(
            "admission webhook \"namespaces.backup.vluwte.nl\" denied the request: 2 backup labels need a change:\n"
            + "  backup.vluwte.nl/retain=0 is not allowed: use a whole number from 1 to 100\n"
            + "  backup.vluwte.nl/name=grafana is not allowed: each PVC needs a name of its own, set it there",
            ns.Message);
        Assert.StartsWith("admission webhook \"storageclasses.backup.vluwte.nl\" denied the request: ", storageClass.Message, StringComparison.Ordinal);
        Assert.Contains("did you mean backup.vluwte.nl/interval?", storageClass.Message, StringComparison.Ordinal);
        Assert.Equal([HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden], [ns.Status, storageClass.Status, made.Status]);
    }, new ScenarioOptions { RegistersWebhooks = true });
}
