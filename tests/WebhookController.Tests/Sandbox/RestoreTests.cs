using Sandbox;

namespace WebhookController.Tests.SandboxTests;

public sealed class RestoreTests : StandInTest
{
    private const string JobA = "recurring-job.longhorn.io/a";
    private const string Source = ",\"labels\":{\"backup.vluwte.nl/source-pvc\":\"grafana\"}";

    [Fact]
    public async Task A_deleted_job_is_recreated_without_metadata_labels()
    {
        var (job, backup) = await BackedUpAsync();
        await DeleteAsync($"{Jobs}/a");

        await StandIn.RestoreAsync(backup, "restored", Cancelled);

        var volume = await UntilAsync($"{Longhorn}/volumes/restored", item => item["metadata", "labels"]?[JobA] is not null);
        var again = await GetAsync($"{Jobs}/a");
        Assert.Equal((200, job["spec"]!.ToJsonString()), (again.Status, again["spec"]!.ToJsonString()));
        Assert.Null(again["metadata", "labels"]);
        Assert.Equal("enabled", (string?)volume["metadata", "labels", "recurring-job-group.longhorn.io/default"]);
    }

    [Fact]
    public async Task A_job_that_is_still_there_is_used()
    {
        var (job, backup) = await BackedUpAsync();

        await StandIn.RestoreAsync(backup, "restored", Cancelled);

        await UntilAsync($"{Longhorn}/volumes/restored", item => item["metadata", "labels"]?[JobA] is not null);
        Assert.Equal(job.Version, (await GetAsync($"{Jobs}/a")).Version);
    }

    [Fact]
    public async Task Where_the_name_has_another_job_one_of_a_new_name_is_made_once()
    {
        var (_, backup) = await BackedUpAsync();
        await PatchAsync($"{Jobs}/a", """{"spec":{"retain":3}}""");

        await StandIn.RestoreAsync(backup, "first", Cancelled);
        await UntilAsync($"{Longhorn}/volumes/first", item => (bool?)item["status", "restoreInitiated"] == true);
        await StandIn.RestoreAsync(backup, "second", Cancelled);
        await UntilAsync($"{Longhorn}/volumes/second", item => (bool?)item["status", "restoreInitiated"] == true);

        var jobs = (await GetAsync(Jobs))["items"]!.AsArray();
        Assert.Equal(2, jobs.Count);
        var made = jobs.Single(item => (string?)item!["metadata"]!["name"] != "a")!;
        Assert.Matches("^restored-recurring-job-[0-9a-f]{16}$", (string?)made["metadata"]!["name"]);
        Assert.Equal(((string?)made["metadata"]!["name"], 8), ((string?)made["spec"]!["name"], (int?)made["spec"]!["retain"]));
        foreach (var volume in (string[])["first", "second"])
            Assert.Equal("enabled", (string?)(await GetAsync($"{Longhorn}/volumes/{volume}"))["metadata", "labels", $"recurring-job.longhorn.io/{made["metadata"]!["name"]}"]);
    }

    [Theory]
    [InlineData("false", "ignored", "", false)]
    [InlineData("true", "ignored", "", true)]
    [InlineData("true", "disabled", "", false)]
    [InlineData("false", "enabled", "", true)]
    [InlineData("true", "ignored", "recurring-job.longhorn.io/mine", false)]
    public async Task Jobs_come_back_where_the_volume_or_the_setting_says_so(string setting, string ofVolume, string label, bool comesBack)
    {
        var (_, backup) = await BackedUpAsync();
        await DeleteAsync($"{Jobs}/a");
        await PatchAsync($"{Longhorn}/settings/restore-volume-recurring-jobs", $$"""{"value":"{{setting}}"}""");
        var url = (string?)(await GetAsync($"{Longhorn}/backups/{backup}"))["status", "url"];
        var labels = label.Length == 0 ? "{}" : $$"""{"{{label}}":"enabled"}""";

        await CreateAsync("Volume", $$$"""{"metadata":{"name":"r","labels":{{{labels}}}},"spec":{"fromBackup":"{{{url}}}","restoreVolumeRecurringJob":"{{{ofVolume}}}"} }""");

        await UntilAsync($"{Longhorn}/volumes/r", item => (bool?)item["status", "restoreInitiated"] == true);
        Assert.Equal(comesBack ? 200 : 404, (await GetAsync($"{Jobs}/a")).Status);
    }

    [Fact]
    public async Task A_volume_is_attached_while_it_is_restored_and_detached_afterwards()
    {
        var (_, backup) = await BackedUpAsync();
        StandIn.Hold(Behaviours.Restores);
        await StandIn.RestoreAsync(backup, "r", Cancelled);
        var restoring = await UntilAsync($"{Longhorn}/volumes/r", item => (bool?)item["status", "restoreInitiated"] == true);
        Assert.Equal(("attached", true), ((string?)restoring["status", "state"], (bool?)restoring["status", "restoreRequired"]));

        StandIn.Resume(Behaviours.Restores);

        var done = await UntilAsync($"{Longhorn}/volumes/r", item => (bool?)item["status", "restoreRequired"] == false);
        Assert.Equal("detached", (string?)done["status", "state"]);
    }

    private async Task<(Reply Job, string Backup)> BackedUpAsync()
    {
        await CreateAsync("Volume", $$$"""{"metadata":{"name":"v","labels":{"{{{JobA}}}":"enabled"}},"spec":{"accessMode":"rwo","backupBlockSize":"2097152"}}""");
        await PatchAsync($"{Longhorn}/volumes/v/status", """{"status":{"state":"attached","robustness":"healthy"}}""");
        var job = await PostAsync(Jobs, Job("a", Source));
        return (job, Assert.Single(await StandIn.RunJobAsync("a", Cancelled)));
    }
}
