using System.Text.Json.Nodes;

namespace WebhookController.Tests.SandboxTests;

public sealed class JobDeletionTests : StandInTest
{
    private const string JobA = "recurring-job.longhorn.io/a";
    private const string JobB = "recurring-job.longhorn.io/b";
    private const string DefaultGroup = "recurring-job-group.longhorn.io/default";
    private const string Foreground = """{"propagationPolicy":"Foreground"}""";

    [Theory]
    [InlineData(null)]
    [InlineData("""{"propagationPolicy":"Background"}""")]
    public async Task A_deleted_job_leaves_its_label_on_the_volumes(string? options)
    {
        await CreateVolumeAsync("v", JobA);
        await CreateClaimAsync("c", $$"""{"recurring-job.longhorn.io/source":"enabled","{{JobA}}":"enabled"}""");
        await UntilAsync($"{Claims}/c", claim => (string?)claim["status", "phase"] == "Bound");
        await PostAsync(Jobs, Job("a"));

        Assert.Equal(200, (await DeleteAsync($"{Jobs}/a", options)).Status);
        await DeleteAnotherAsync();

        Assert.Equal("enabled", Label(await GetAsync($"{Longhorn}/volumes/v"), JobA));
        Assert.Equal("enabled", Label(await GetAsync($"{Claims}/c"), JobA));
    }

    [Fact]
    public async Task A_later_job_of_the_same_name_backs_that_volume_up()
    {
        await CreateVolumeAsync("v", JobA);
        await PatchAsync($"{Longhorn}/volumes/v/status", """{"status":{"state":"attached","robustness":"healthy"}}""");
        await PostAsync(Jobs, Job("a"));
        await DeleteAsync($"{Jobs}/a");
        await PostAsync(Jobs, Job("a"));

        var backup = Assert.Single(await StandIn.RunJobAsync("a", Cancelled));

        Assert.Equal("v", (string?)(await GetAsync($"{Longhorn}/backups/{backup}"))["status", "volumeName"]);
    }

    [Fact]
    public async Task A_foreground_deletion_removes_the_label_and_puts_bare_volumes_into_group_default()
    {
        await CreateVolumeAsync("v", JobA);
        await CreateVolumeAsync("w", JobA, JobB);
        await PostAsync(Jobs, Job("a"));

        await DeleteAsync($"{Jobs}/a", Foreground);

        await UntilAsync($"{Jobs}/a", job => job.Status == 404);
        var (v, w) = (await GetAsync($"{Longhorn}/volumes/v"), await GetAsync($"{Longhorn}/volumes/w"));
        Assert.Equal((null, "enabled"), (Label(v, JobA), Label(v, DefaultGroup)));
        Assert.Equal((null, "enabled", null), (Label(w, JobA), Label(w, JobB), Label(w, DefaultGroup)));
    }

    [Fact]
    public async Task A_foreground_deletion_writes_every_volume_of_the_cluster()
    {
        Assert.SkipUnless(Cluster.Sandbox is not null, "only the Sandbox counts requests by volume");
        await CreateVolumeAsync("v", JobA);
        await CreateVolumeAsync("stranger", JobB);
        await PostAsync(Jobs, Job("a"));
        Cluster.ForgetRequests();

        await DeleteAsync($"{Jobs}/a", Foreground);
        await UntilAsync($"{Jobs}/a", job => job.Status == 404);

        Assert.Equal(["stranger", "v"], Cluster.Requests.Where(request => request is { Verb: "patch", Resource: "volumes" }).Select(request => request.Name).Order());
    }

    [Fact]
    public async Task A_foreground_deletion_removes_the_label_from_a_claim_that_is_a_source()
    {
        await CreateClaimAsync("c", $$"""{"recurring-job.longhorn.io/source":"enabled","{{JobA}}":"enabled"}""");
        var volume = $"{Longhorn}/volumes/{(await UntilAsync($"{Claims}/c", claim => (string?)claim["status", "phase"] == "Bound"))["spec", "volumeName"]}";
        await UntilAsync(volume, item => Label(item, JobA) is not null);
        await PostAsync(Jobs, Job("a"));

        await DeleteAsync($"{Jobs}/a?propagationPolicy=Foreground");

        await UntilAsync($"{Jobs}/a", job => job.Status == 404);
        Assert.Null(Label(await GetAsync($"{Claims}/c"), JobA));
        await UntilAsync(volume, item => Label(item, JobA) is null);
    }

    [Fact]
    public async Task A_foreground_deletion_stops_at_the_first_volume_that_Longhorn_refuses()
    {
        await CreateVolumeAsync("a-first", JobA);
        // Only in Longhorn 1.10 and 1.11, and only until Longhorn is asked: nothing else could have given a linked clone a label.
        await StandIn.DisposeAsync();
        await CreateAsync("Volume", $$$"""{"metadata":{"name":"b-clone","labels":{"{{{JobB}}}":"enabled"}},"spec":{"cloneMode":"linked-clone"}}""");
        await CreateVolumeAsync("c-last", JobA);
        await PostAsync(Jobs, Job("a"));
        await using var standIn = await Sandbox.LonghornStandIn.StartAsync(Api, ct: Cancelled);

        await DeleteAsync($"{Jobs}/a", Foreground);

        await UntilAsync($"{Jobs}/a", job => job.Status == 404);
        Assert.Null(Label(await GetAsync($"{Longhorn}/volumes/a-first"), JobA));
        Assert.Equal("enabled", Label(await GetAsync($"{Longhorn}/volumes/c-last"), JobA));
    }

    [Fact]
    public async Task A_volume_without_any_job_is_put_into_group_default_and_stays_there()
    {
        await CreateAsync("Volume", """{"metadata":{"name":"v"}}""");
        await UntilAsync($"{Longhorn}/volumes/v", volume => Label(volume, DefaultGroup) == "enabled");

        await PatchAsync($"{Longhorn}/volumes/v", Labels(JobA, "enabled"));
        await DeleteAnotherAsync();

        Assert.Equal("enabled", Label(await GetAsync($"{Longhorn}/volumes/v"), DefaultGroup));
    }

    [Fact]
    public async Task A_provisioned_volume_is_in_group_default_from_the_start()
    {
        await CreateClaimAsync("c");
        var claim = await UntilAsync($"{Claims}/c", item => (string?)item["status", "phase"] == "Bound");
        Assert.Equal("enabled", Label(await GetAsync($"{Longhorn}/volumes/{claim["spec", "volumeName"]}"), DefaultGroup));
    }

    // When it is gone, the stand-in has seen all that happened to jobs before.
    private async Task DeleteAnotherAsync()
    {
        await PostAsync(Jobs, Job("another"));
        await DeleteAsync($"{Jobs}/another", Foreground);
        await UntilAsync($"{Jobs}/another", job => job.Status == 404);
    }

    private Task<Reply> CreateVolumeAsync(string name, params string[] labels) => CreateAsync("Volume", new JsonObject
    {
        ["metadata"] = new JsonObject { ["name"] = name, ["labels"] = new JsonObject(labels.Select(label => KeyValuePair.Create(label, (JsonNode?)"enabled"))) },
        ["spec"] = new JsonObject { ["accessMode"] = "rwo", ["backupBlockSize"] = "2097152" },
    }.ToJsonString());

    private static string? Label(Reply item, string key) => (string?)item["metadata", "labels"]?[key];
}
