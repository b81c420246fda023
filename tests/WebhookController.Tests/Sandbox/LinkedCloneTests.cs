using Sandbox;

namespace WebhookController.Tests.SandboxTests;

// Longhorn 1.10 and 1.11.
public sealed class LinkedCloneTests : StandInTest
{
    private const string JobA = "recurring-job.longhorn.io/a";

    [Fact]
    public async Task A_linked_clone_takes_no_jobs_snapshots_and_backups()
    {
        await CreateAsync("Volume", """{"metadata":{"name":"clone"},"spec":{"cloneMode":"linked-clone"}}""");

        var labelled = await PatchAsync($"{Longhorn}/volumes/clone", Labels(JobA, "enabled"));
        var snapshot = await CreateAsync("Snapshot", """{"metadata":{"name":"s"},"spec":{"volume":"clone"}}""");

        Assert.Equal((422, $"cannot add recurring jobs to linked-clone volume: [{JobA}] ", ".metadata.label"), Why(labelled));
        Assert.Equal((422, "snapshot is not allowed for linked-clone volume clone", null), Why(snapshot));
    }

    [Fact]
    public async Task A_volume_that_became_a_linked_clone_takes_no_backup()
    {
        await CreateAsync("Volume", """{"metadata":{"name":"v"}}""");
        await CreateAsync("Snapshot", """{"metadata":{"name":"s"},"spec":{"volume":"v"}}""");
        // Group default is a job label, too.
        await UntilAsync($"{Longhorn}/volumes/v", volume => volume["metadata", "labels"]?["recurring-job-group.longhorn.io/default"] is not null);
        await PatchAsync($"{Longhorn}/volumes/v", """{"metadata":{"labels":{"recurring-job-group.longhorn.io/default":null}},"spec":{"cloneMode":"linked-clone"}}""");

        var backup = await CreateAsync("Backup", """{"metadata":{"name":"b","labels":{"backup-volume":"v"}},"spec":{"snapshotName":"s","backupMode":"full"}}""");

        Assert.Equal((422, "backup is not allowed for linked-clone volume v", null), Why(backup));
    }

    [Fact]
    public async Task Another_volume_takes_all_of_them()
    {
        await CreateAsync("Volume", """{"metadata":{"name":"v"},"spec":{"cloneMode":"full-copy"}}""");
        Assert.Equal(200, (await PatchAsync($"{Longhorn}/volumes/v", Labels(JobA, "enabled"))).Status);
        Assert.Equal(201, (await CreateAsync("Snapshot", """{"metadata":{"name":"s"},"spec":{"volume":"v"}}""")).Status);
    }

    internal static (int Status, string? Why, string? Field) Why(Reply refused) =>
        (refused.Status, (string?)refused["details", "causes"]?[0]?["message"], (string?)refused["details", "causes"]?[0]?["field"]);
}

// Longhorn 1.12 and later.
public sealed class LegacyLinkedCloneTests : StandInTest
{
    private const string JobA = "recurring-job.longhorn.io/a";
    private const string Legacy = "\"labels\":{\"longhorn.io/legacy-linked-clone\":\"true\"}";

    private protected override LonghornStandInOptions StandInOptions => new() { Version = new Version(1, 12) };

    [Fact]
    public async Task A_linked_clone_of_an_earlier_version_takes_no_jobs_snapshots_and_backups()
    {
        await CreateAsync("Volume", $$$"""{"metadata":{"name":"clone",{{{Legacy}}}},"spec":{"cloneMode":"linked-clone"}}""");

        var labelled = await PatchAsync($"{Longhorn}/volumes/clone", Labels(JobA, "enabled"));
        var snapshot = await CreateAsync("Snapshot", """{"metadata":{"name":"s"},"spec":{"volume":"clone"}}""");

        Assert.Equal((422, "cannot add recurring jobs to legacy linked-clone volumes (pre-entrypoint architecture)", "metadata.labels"), LinkedCloneTests.Why(labelled));
        Assert.Equal((422, "cannot create snapshots for legacy linked-clone volumes", "spec.volume"), LinkedCloneTests.Why(snapshot));
    }

    [Fact]
    public async Task A_job_that_a_legacy_clone_has_already_may_stay()
    {
        await CreateAsync("Volume", $$$"""{"metadata":{"name":"clone","labels":{"longhorn.io/legacy-linked-clone":"true","{{{JobA}}}":"enabled"}},"spec":{"cloneMode":"linked-clone"}}""");
        Assert.Equal(200, (await PatchAsync($"{Longhorn}/volumes/clone", Labels("x", "1"))).Status);
    }

    [Fact]
    public async Task A_linked_clone_of_this_version_takes_all_of_them()
    {
        await CreateAsync("Volume", """{"metadata":{"name":"clone"},"spec":{"cloneMode":"linked-clone"}}""");
        Assert.Equal(200, (await PatchAsync($"{Longhorn}/volumes/clone", Labels(JobA, "enabled"))).Status);
        Assert.Equal(201, (await CreateAsync("Snapshot", """{"metadata":{"name":"s"},"spec":{"volume":"clone"}}""")).Status);
    }
}
