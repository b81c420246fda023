using WebhookController.Core.Naming;
using WebhookController.Tests.Integration.Support;

namespace WebhookController.Tests.Integration;

/// What must not stay on a volume, and what must not go with a PVC.
public sealed class LettingGoTests
{
    private static readonly ScenarioOptions WithWebhooks = new() { RegistersWebhooks = true };

    [Fact]
    public Task A_volume_that_is_kept_no_longer_carries_the_job_of_its_opted_out_pvc() => Scenario.RunAsync(async scenario =>
    {
        var volume = await KeptVolumeAsync(scenario, Archives.OptIn);

        await scenario.LabelClaimAsync("mon", "grafana", ("enabled", "false"));

        await scenario.JobIsGoneAsync(Archives.Job);
        await CarriesNothingAsync(scenario, volume);
    }, WithWebhooks);

    [Fact]
    public Task A_volume_that_outlives_its_pvc_no_longer_carries_its_job() => Scenario.RunAsync(async scenario =>
    {
        var volume = await KeptVolumeAsync(scenario, Archives.OptIn);

        await scenario.DeleteClaimAsync("mon", "grafana");

        await scenario.JobIsGoneAsync(Archives.Job);
        await CarriesNothingAsync(scenario, volume);
    }, WithWebhooks);

    [Fact]
    public Task A_volume_that_outlives_its_archived_pvc_no_longer_carries_the_job_that_stays() => Scenario.RunAsync(async scenario =>
    {
        scenario.Archived.Add(Archives.Job);
        var volume = await KeptVolumeAsync(scenario, Archives.Archived);
        await Archives.ReadyAsync(scenario);

        await scenario.DeleteClaimAsync("mon", "grafana");

        await CarriesNothingAsync(scenario, volume);
        Assert.NotNull(await scenario.FindJobAsync(Archives.Job));
    });

    [Fact]
    public Task A_pvc_that_opts_out_while_sixty_deletions_are_held_is_let_go_of_at_once() => Scenario.RunAsync(async scenario =>
    {
        var names = Enumerable.Range(0, 60).Select(i => $"pvc-{i}").ToList();
        await Task.WhenAll(names.Select(name => scenario.CreateClaimAsync("shop", name, ("enabled", "true"))));
        await scenario.CreateClaimAsync("mon", "grafana", Archives.OptIn);
        foreach (var name in names) await scenario.VolumeCarriesAsync("shop", name, $"backup-shop-{name}");
        await scenario.VolumeCarriesAsync("mon", "grafana", Archives.Job);
        await scenario.Controller.KillAsync();
        await Task.WhenAll(names.Select(name => scenario.DeleteClaimAsync("shop", name)));
        foreach (var name in names) await Eventually.HoldsAsync("it is gone", async () => await scenario.FindClaimAsync("shop", name) is null);
        await scenario.StartControllerAsync();
        await scenario.SeriesAppearsAsync("backup_deletions_held", 60);

        await scenario.LabelClaimAsync("mon", "grafana", ("enabled", "false"));

        await scenario.VolumeCarriesAsync("mon", "grafana");
        foreach (var name in names) Assert.NotNull(await scenario.FindJobAsync($"backup-shop-{name}"));
    });

    [Fact]
    public Task A_pvc_renamed_and_archived_in_one_edit_on_its_way_out_keeps_the_job_that_it_has() => Scenario.RunAsync(async scenario =>
    {
        scenario.Archived.Add(Archives.Job);
        await scenario.CreateClaimAsync("mon", "grafana", Archives.OptIn);
        await scenario.VolumeCarriesAsync("mon", "grafana", Archives.Job);
        scenario.Longhorn.Hold(Sandbox.Behaviours.Protection);
        await scenario.DeleteClaimAsync("mon", "grafana");

        await scenario.LabelClaimAsync("mon", "grafana", ("name", "board"), ("archive", "true"));
        await Eventually.HoldsAsync("the job is an archive", async () => (await scenario.JobAsync(Archives.Job))["metadata"]!["labels"]![Objects.Key("archive")] is not null);
        scenario.Longhorn.Resume(Sandbox.Behaviours.Protection);

        await Eventually.HoldsAsync("the PVC is gone", async () => await scenario.FindClaimAsync("mon", "grafana") is null);
        await scenario.IdleAsync();
        Assert.Equal([Archives.Job], await JobsAsync(scenario));
    });

    [Fact]
    public Task A_pvc_made_again_on_other_storage_leaves_its_name_to_another() => Scenario.RunAsync(async scenario =>
    {
        await scenario.CreateClassAsync("nfs", "nfs.csi.k8s.io");
        await scenario.CreateClaimAsync("mon", "grafana", Archives.OptIn);
        await scenario.VolumeCarriesAsync("mon", "grafana", Archives.Job);
        await scenario.Controller.KillAsync();
        await scenario.DeleteClaimAsync("mon", "grafana");
        await Eventually.HoldsAsync("the PVC is gone", async () => await scenario.FindClaimAsync("mon", "grafana") is null);
        await scenario.Api.PostAsync(Scenario.Path(Api.Claims, "mon"), Objects.Claim("mon", "grafana", "nfs", Archives.OptIn));
        await scenario.StartControllerAsync();
        await scenario.JobIsGoneAsync(Archives.Job);
        await scenario.RegisterWebhooksAsync();

        await scenario.CreateClaimAsync("mon", "successor", Archives.OptIn);

        await scenario.VolumeCarriesAsync("mon", "successor", Archives.Job);
    });

    // One is longer than a label may be; the other is called what the first one's label says.
    [Fact]
    public Task Two_long_named_pvcs_that_look_alike_in_labels_keep_their_own_jobs() => Scenario.RunAsync(async scenario =>
    {
        var longer = $"data-{new string('x', 80)}";
        var alike = SourceLabels.KeyOf(new("mon", longer)).Name;
        await scenario.CreateClaimAsync("mon", longer, ("enabled", "true"), ("name", "longer"));
        await scenario.CreateClaimAsync("mon", alike, ("enabled", "true"), ("name", "alike"));

        await scenario.VolumeCarriesAsync("mon", longer, "backup-mon-longer");
        await scenario.VolumeCarriesAsync("mon", alike, "backup-mon-alike");
        await scenario.IdleAsync();
        scenario.ForgetRequests();
        await scenario.LabelClaimAsync("mon", alike, ("enabled", "false"));
        await scenario.JobIsGoneAsync("backup-mon-alike");
        await scenario.VolumeCarriesAsync("mon", longer, "backup-mon-longer");
    }, WithWebhooks);

    private static async Task<string> KeptVolumeAsync(Scenario scenario, (string, string)[] labels)
    {
        await scenario.CreateClaimAsync("mon", "grafana", labels);
        await scenario.VolumeCarriesAsync("mon", "grafana", Archives.Job);
        await StaticVolumes.RetainAsync(scenario, "mon", "grafana");
        return (await scenario.VolumeOfAsync("mon", "grafana"))["metadata"]!["name"]!.GetValue<string>();
    }

    private static Task CarriesNothingAsync(Scenario scenario, string volume) => Eventually.HoldsAsync("the volume carries no job", async () =>
        await scenario.Api.FindAsync($"{Api.Longhorn}volumes/{volume}") is { } found && !Scenario.JobsOn(found).Any());

    private static async Task<IEnumerable<string>> JobsAsync(Scenario scenario) =>
        (await scenario.Api.ListAsync(Api.Longhorn + "recurringjobs")).Select(job => job["metadata"]!["name"]!.GetValue<string>());
}
