using WebhookController.Tests.Integration.Support;

namespace WebhookController.Tests.Integration;

/// Mistakes in labels of Namespaces and StorageClasses that nobody refused: the webhook was down.
public sealed class LayerMistakeTests
{
    private const string EveryFourHours = "30 0/4 * * ?";
    private const string OfShop = """backup_defaults_invalid{layer="namespace",name="shop"}""";

    [Fact]
    public Task What_a_namespace_said_last_without_a_mistake_stays_in_force_for_pvcs_old_and_new() => Scenario.RunAsync(async scenario =>
    {
        await scenario.LabelNamespaceAsync("shop", ("enabled", "true"), ("retain", "14"));
        await scenario.CreateClaimAsync("shop", "grafana");
        await scenario.JobHasAsync("backup-shop-grafana", EveryFourHours, 14);

        await scenario.LabelNamespaceAsync("shop", ("enabled", "perhaps"), ("retain", "2"));

        await scenario.SeriesAppearsAsync(OfShop);
        await scenario.IdleAsync();
        await scenario.JobHasAsync("backup-shop-grafana", EveryFourHours, 14);
        await scenario.CreateClaimAsync("shop", "wiki");
        await scenario.JobHasAsync("backup-shop-wiki", EveryFourHours, 14);
        Assert.Contains(scenario.Controller.Log.Lines, line => line.Contains("The backup labels of Namespace shop are not followed", StringComparison.Ordinal)
            && line.Contains("backup.vluwte.nl/enabled=perhaps is not allowed: use true or false", StringComparison.Ordinal));

        await scenario.LabelNamespaceAsync("shop", ("enabled", "true"));
        await scenario.JobHasAsync("backup-shop-grafana", EveryFourHours, 2);
        await scenario.SeriesDisappearsAsync(OfShop);
    }, new ScenarioOptions { ChecksInvariants = false });

    [Fact]
    public Task After_a_restart_with_a_mistake_jobs_stay_as_they_are_and_silent_pvcs_are_undecided() => Scenario.RunAsync(async scenario =>
    {
        await scenario.LabelNamespaceAsync("shop", ("enabled", "true"), ("retain", "14"), ("start", "auto"));
        await scenario.CreateClaimAsync("shop", "grafana");
        await scenario.CreateClaimAsync("shop", "db", ("enabled", "true"));
        await scenario.VolumeCarriesAsync("shop", "grafana", "backup-shop-grafana");
        await scenario.VolumeCarriesAsync("shop", "db", "backup-shop-db");
        await scenario.LabelNamespaceAsync("shop", ("enabled", "perhaps"), ("retain", null));
        await scenario.IdleAsync();
        scenario.ForgetRequests();

        await scenario.RestartControllerAsync();

        await scenario.SeriesAppearsAsync(OfShop);
        await scenario.IdleAsync();
        Assert.Empty(scenario.Writes);
        await scenario.SeriesAppearsAsync("""backup_pvc_managed{job="backup-shop-grafana",namespace="shop",pvc="grafana"}""");
        await scenario.CreateClaimAsync("shop", "new");
        await scenario.StateIsAsync("shop", "new", "unknown", "layer_unreadable");
        await scenario.SeriesDisappearsAsync("backup_pvc_violation{");
        await scenario.IdleAsync();
        Assert.Empty(scenario.Writes);

        await scenario.LabelNamespaceAsync("shop", ("enabled", "true"));
        await scenario.VolumeCarriesAsync("shop", "new", "backup-shop-new");
        await scenario.SeriesDisappearsAsync(OfShop);
    });

    [Fact]
    public Task A_storage_class_with_a_mistake_is_named_and_so_is_the_config_map() => Scenario.RunAsync(async scenario =>
    {
        await scenario.SetDefaultsAsync(("retain", "5"));
        await scenario.LabelClassAsync("longhorn", ("interval", "1"));
        await scenario.CreateClaimAsync("shop", "db", ("enabled", "true"));
        await scenario.JobHasAsync("backup-shop-db", "30 0/1 * * ?", 5);

        await scenario.LabelClassAsync("longhorn", ("interval", "5"));
        await scenario.SetDefaultsAsync(("retain", "many"));

        await scenario.SeriesAppearsAsync("""backup_defaults_invalid{layer="storageclass",name="longhorn"}""");
        await scenario.SeriesAppearsAsync("""backup_defaults_invalid{layer="configmap",name="backup-defaults"}""");
        await scenario.IdleAsync();
        await scenario.JobHasAsync("backup-shop-db", "30 0/1 * * ?", 5);
    });

    // It is deleted and made anew: that is how its parameters are changed.
    [Fact]
    public Task A_storage_class_that_is_made_anew_has_its_jobs_go_on() => Scenario.RunAsync(async scenario =>
    {
        var fast = Objects.StorageClass("fast", "driver.longhorn.io");
        fast["metadata"]!["labels"] = Objects.Labels(("enabled", "true"));
        await scenario.Api.PostAsync("apis/storage.k8s.io/v1/storageclasses", fast.DeepClone());
        await scenario.EnsureNamespaceAsync("shop");
        await scenario.Api.PostAsync(Scenario.Path(Api.Claims, "shop"), Objects.Claim("shop", "db", "fast"));
        await scenario.VolumeCarriesAsync("shop", "db", "backup-shop-db");
        await scenario.IdleAsync();
        scenario.ForgetRequests();

        await scenario.Api.DeleteAsync("apis/storage.k8s.io/v1/storageclasses/fast");
        await scenario.StateIsAsync("shop", "db", "violating", "missing_enabled_label");
        await scenario.IdleAsync();
        await scenario.Api.PostAsync("apis/storage.k8s.io/v1/storageclasses", fast);
        await scenario.SeriesDisappearsAsync("backup_pvc_violation{");
        await scenario.IdleAsync();

        Assert.Empty(scenario.Writes);
    });
}
