using WebhookController.Tests.Integration.Support;

namespace WebhookController.Tests.Integration;

/// Layers of defaults that take jobs or backups away: a few go at once, and many wait for a person.
public sealed class LayerConsentTests
{
    private static readonly ScenarioOptions WithWebhooks = new() { RegistersWebhooks = true };

    [Fact]
    public Task The_jobs_that_a_namespace_asked_for_go_when_it_falls_silent_and_no_others() => Scenario.RunAsync(async scenario =>
    {
        await scenario.LabelNamespaceAsync("shop", ("enabled", "true"));
        await scenario.CreateClaimAsync("shop", "grafana");
        await scenario.CreateClaimAsync("shop", "wiki");
        await scenario.CreateClaimAsync("shop", "db", ("enabled", "true"));
        foreach (var pvc in (string[])["grafana", "wiki", "db"]) await scenario.VolumeCarriesAsync("shop", pvc, $"backup-shop-{pvc}");
        await scenario.IdleAsync();

        var answer = await scenario.LabelNamespaceAsync("shop", ("enabled", null));

        Assert.Equal(["Namespace shop: 2 jobs are deleted, 0 backups of theirs stay"], answer.Warnings);
        foreach (var pvc in (string[])["grafana", "wiki"])
        {
            await scenario.JobIsGoneAsync($"backup-shop-{pvc}");
            await scenario.VolumeCarriesAsync("shop", pvc);
            await scenario.StateIsAsync("shop", pvc, "violating", "missing_enabled_label");
        }
        await scenario.SeriesAppearsAsync("""backup_jobs_deleted_total{reason="opted_out_by_layer"}""", 2);
        await scenario.IdleAsync();
        await scenario.VolumeCarriesAsync("shop", "db", "backup-shop-db");
        await Eventually.HoldsAsync("the Event", async () => (await scenario.Api.ListAsync("apis/events.k8s.io/v1/namespaces/shop/events")).Any(told =>
            (string?)told["reason"] == "BackupJobDeleted" && ((string)told["note"]!).EndsWith("the PVC is opted out by its namespace or storage class", StringComparison.Ordinal)));
    }, WithWebhooks);

    // Nobody asked for it by a layer: that its PVC says nothing by now may be a mistake, and costs no backup.
    [Fact]
    public Task A_job_that_its_pvc_had_asked_for_stays_when_both_are_silent() => Scenario.RunAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("shop", "grafana", ("enabled", "true"));
        await scenario.VolumeCarriesAsync("shop", "grafana", "backup-shop-grafana");

        await scenario.LabelClaimAsync("shop", "grafana", ("enabled", null));

        await scenario.StateIsAsync("shop", "grafana", "violating", "missing_enabled_label");
        await scenario.IdleAsync();
        await scenario.VolumeCarriesAsync("shop", "grafana", "backup-shop-grafana");
    });

    [Theory]
    [InlineData(null)]
    [InlineData("false")]
    public Task Many_jobs_wait_for_the_digest_that_admission_announced(string? enabled) => Scenario.RunAsync(async scenario =>
    {
        var names = Enumerable.Range(0, 12).Select(n => $"data-{n}").ToList();
        await scenario.LabelNamespaceAsync("shop", ("enabled", "true"));
        await Task.WhenAll(names.Select(name => scenario.CreateClaimAsync("shop", name)));
        foreach (var name in names) await scenario.VolumeCarriesAsync("shop", name, $"backup-shop-{name}");
        await scenario.IdleAsync();

        var answer = await scenario.LabelNamespaceAsync("shop", ("enabled", enabled));

        Assert.Equal("Namespace shop: 12 jobs are deleted, 0 backups of theirs stay: it waits until you agree,", answer.Warnings[0]);
        await scenario.SeriesAppearsAsync("backup_deletions_held", 12);
        await scenario.IdleAsync();
        foreach (var name in names) await scenario.VolumeCarriesAsync("shop", name, $"backup-shop-{name}");

        await scenario.SetDefaultsAsync(("allow-mass-deletion", Layers.DigestIn(answer, "allow-mass-deletion")));

        foreach (var name in names)
        {
            await scenario.JobIsGoneAsync($"backup-shop-{name}");
            await scenario.VolumeCarriesAsync("shop", name);
        }
        await scenario.SeriesAppearsAsync("backup_deletions_held", 0);
    }, WithWebhooks);

    [Fact]
    public Task A_namespace_that_is_labelled_again_has_its_jobs_go_on() => Scenario.RunAsync(async scenario =>
    {
        var names = Enumerable.Range(0, 12).Select(n => $"data-{n}").ToList();
        await scenario.LabelNamespaceAsync("shop", ("enabled", "true"));
        await Task.WhenAll(names.Select(name => scenario.CreateClaimAsync("shop", name)));
        foreach (var name in names) await scenario.VolumeCarriesAsync("shop", name, $"backup-shop-{name}");
        await scenario.LabelNamespaceAsync("shop", ("enabled", null));
        await scenario.SeriesAppearsAsync("backup_deletions_held", 12);
        await scenario.IdleAsync();
        scenario.ForgetRequests();

        await scenario.LabelNamespaceAsync("shop", ("enabled", "true"));

        await scenario.SeriesAppearsAsync("backup_deletions_held", 0);
        await scenario.IdleAsync();
        Assert.Empty(scenario.Writes);
    });

    [Fact]
    public Task A_lower_retain_of_a_namespace_waits_for_the_digest_that_admission_announced_through_a_restart() => Scenario.RunAsync(async scenario =>
    {
        string[] names = ["grafana", "wiki"];
        await scenario.LabelNamespaceAsync("shop", ("enabled", "true"), ("retain", "30"));
        foreach (var name in names)
        {
            await scenario.CreateClaimAsync("shop", name);
            await scenario.VolumeCarriesAsync("shop", name, $"backup-shop-{name}");
            for (var run = 0; run < 7; run++) await scenario.Longhorn.RunJobAsync($"backup-shop-{name}", TestContext.Current.CancellationToken);
        }
        await scenario.IdleAsync();

        var answer = await scenario.LabelNamespaceAsync("shop", ("retain", "1"), ("interval", "6"));

        Assert.Equal("Namespace shop: retain goes down for 2 jobs, which costs 12 of 14 backups: it waits until you agree,", answer.Warnings[0]);
        await scenario.SeriesAppearsAsync("backup_retention_held", 2);
        foreach (var name in names) await scenario.JobHasAsync($"backup-shop-{name}", "30 0/6 * * ?", 30);
        await scenario.RestartControllerAsync();
        await scenario.RegisterWebhooksAsync();
        await scenario.SeriesAppearsAsync("backup_retention_held", 2);
        await scenario.IdleAsync();
        foreach (var name in names) await scenario.JobHasAsync($"backup-shop-{name}", "30 0/6 * * ?", 30);

        await scenario.SetDefaultsAsync(("allow-lower-retention", Layers.DigestIn(answer, "allow-lower-retention")));

        foreach (var name in names) await scenario.JobHasAsync($"backup-shop-{name}", "30 0/6 * * ?", 1);
        await scenario.SeriesAppearsAsync("backup_retention_held", 0);
    }, WithWebhooks);
}
