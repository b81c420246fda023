using System.Text.Json.Nodes;

namespace WebhookController.Tests.SandboxTests;

public sealed class BindingTests : StandInTest
{
    private const string Volumes = "api/v1/persistentvolumes";
    private const string Classes = "apis/storage.k8s.io/v1/storageclasses";
    private const string Pods = "api/v1/namespaces/mon/pods";

    [Fact]
    public async Task A_claim_that_waits_for_its_first_consumer_is_bound_when_a_Pod_wants_it()
    {
        await PostAsync(Classes, """{"metadata":{"name":"late"},"provisioner":"driver.longhorn.io","volumeBindingMode":"WaitForFirstConsumer"}""");
        await CreateOfClassAsync("a", "late");
        await CreateClaimAsync("b");
        await UntilAsync($"{Claims}/b", Bound);
        Assert.Equal("Pending", (string?)(await GetAsync($"{Claims}/a"))["status", "phase"]);

        await PostAsync(Pods, Pod("a"));

        var claim = await UntilAsync($"{Claims}/a", Bound);
        Assert.Equal("node-1", (string?)claim["metadata", "annotations", "volume.kubernetes.io/selected-node"]);
    }

    [Fact]
    public async Task A_claim_that_comes_after_its_first_consumer_is_bound()
    {
        await PostAsync(Classes, """{"metadata":{"name":"late"},"provisioner":"driver.longhorn.io","volumeBindingMode":"WaitForFirstConsumer"}""");
        await PostAsync(Pods, Pod("a"));
        // When another Pod's claim is bound, this Pod has been seen, too.
        await PostAsync(Pods, Pod("b"));
        await CreateOfClassAsync("b", "late");
        await UntilAsync($"{Claims}/b", Bound);

        await CreateOfClassAsync("a", "late");

        await UntilAsync($"{Claims}/a", Bound);
    }

    [Fact]
    public async Task The_old_annotation_names_the_class_and_wins()
    {
        await PostAsync(Classes, """{"metadata":{"name":"old"},"provisioner":"driver.longhorn.io"}""");

        var created = await PostAsync(Claims, """
            {"metadata":{"name":"a","annotations":{"volume.beta.kubernetes.io/storage-class":"old"}},
             "spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}}
            """);
        Assert.Null(created["spec", "storageClassName"]);
        var claim = await UntilAsync($"{Claims}/a", Bound);
        Assert.Equal("old", (string?)(await GetAsync($"{Volumes}/{claim["spec", "volumeName"]}"))["spec", "storageClassName"]);

        await PostAsync(Claims, """
            {"metadata":{"name":"foreign","annotations":{"volume.beta.kubernetes.io/storage-class":"nfs"}},
             "spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}},"storageClassName":"longhorn"}}
            """);
        await CreateClaimAsync("b");
        await UntilAsync($"{Claims}/b", Bound);
        Assert.Equal("Pending", (string?)(await GetAsync($"{Claims}/foreign"))["status", "phase"]);
    }

    [Fact]
    public async Task A_deleted_PV_stays_until_its_claim_is_gone()
    {
        await CreateClaimAsync("a");
        var volume = (string?)(await UntilAsync($"{Claims}/a", Bound))["spec", "volumeName"];
        await DeleteAsync($"{Volumes}/{volume}");
        await CreateClaimAsync("b");
        await UntilAsync($"{Claims}/b", Bound);
        Assert.NotNull((await GetAsync($"{Volumes}/{volume}"))["metadata", "deletionTimestamp"]);

        await DeleteAsync($"{Claims}/a");

        await UntilAsync($"{Volumes}/{volume}", reply => reply.Status == 404);
    }

    [Fact]
    public async Task A_claim_whose_PV_went_is_lost_until_the_PV_comes_back()
    {
        await CreateClaimAsync("a");
        var name = (string?)(await UntilAsync($"{Claims}/a", Bound))["spec", "volumeName"];
        var volume = (await GetAsync($"{Volumes}/{name}")).Json.AsObject();
        await PatchAsync($"{Volumes}/{name}", """{"metadata":{"finalizers":null}}""");
        await DeleteAsync($"{Volumes}/{name}");

        var lost = await UntilAsync($"{Claims}/a", claim => (string?)claim["status", "phase"] == "Lost");
        Assert.Equal(name, (string?)lost["spec", "volumeName"]);
        Assert.Null(lost["status", "capacity"]);

        volume["metadata"] = new JsonObject { ["name"] = name };
        await PostAsync(Volumes, volume.ToJsonString());

        await UntilAsync($"{Claims}/a", Bound);
    }

    [Fact]
    public async Task Of_two_claims_that_name_one_volume_the_first_gets_it()
    {
        await CreateAsync("Volume", """{"metadata":{"name":"v"}}""");
        await PostAsync(Claims, Naming("a"));
        await PostAsync(Claims, Naming("b"));
        await PostAsync(Volumes, """
            {"metadata":{"name":"static"},"spec":{"capacity":{"storage":"1Gi"},"accessModes":["ReadWriteOnce"],"storageClassName":"longhorn",
             "csi":{"driver":"driver.longhorn.io","volumeHandle":"v"}}}
            """);

        await Wait.UntilAsync(async () => (await PhasesAsync()).Contains("Bound"));
        await CreateClaimAsync("c");
        await UntilAsync($"{Claims}/c", Bound);

        Assert.Equal(["Bound", "Pending"], await PhasesAsync());
        var owner = (string?)(await GetAsync($"{Volumes}/static"))["spec", "claimRef", "name"];
        Assert.Equal("Bound", (string?)(await GetAsync($"{Claims}/{owner}"))["status", "phase"]);
    }

    private async Task<IEnumerable<string?>> PhasesAsync() =>
        new[] { (string?)(await GetAsync($"{Claims}/a"))["status", "phase"], (string?)(await GetAsync($"{Claims}/b"))["status", "phase"] }.Order();

    private Task<Reply> CreateOfClassAsync(string name, string storageClass) =>
        PostAsync(Claims, Claim(name).Replace("\"longhorn\"", $"\"{storageClass}\"", StringComparison.Ordinal));

    private static string Naming(string name) => Claim(name).Replace("\"spec\":{", "\"spec\":{\"volumeName\":\"static\",", StringComparison.Ordinal);

    private static string Pod(string claim) => $$"""
        {"metadata":{"name":"pod-of-{{claim}}"},"spec":{"containers":[{"name":"c","image":"i"}],
         "volumes":[{"name":"data","persistentVolumeClaim":{"claimName":"{{claim}}"} }] } }
        """;

    private static bool Bound(Reply claim) => (string?)claim["status", "phase"] == "Bound";
}
