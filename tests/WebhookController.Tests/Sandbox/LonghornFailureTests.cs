using System.Text.Json.Nodes;
using Sandbox;
using Sandbox.Longhorn;
using WebhookController.Tests.Integration.Support;

namespace WebhookController.Tests.SandboxTests;

// Injected failures of Longhorn.
public sealed class LonghornFailureTests : StandInTest
{
    private readonly MovedClock _clock = new();

    private protected override LonghornStandInOptions StandInOptions => new() { TimeProvider = _clock };

    [Fact]
    public async Task A_snapshot_fails_and_the_next_one_does_not()
    {
        await CreateAsync("Volume", """{"metadata":{"name":"v"}}""");
        StandIn.FailNextSnapshot("no space");
        await CreateAsync("Snapshot", Snapshot("s"));
        await UntilAsync($"{Longhorn}/snapshots/s", reply => (string?)reply["status", "error"] == "no space");
        await ReadySnapshotAsync("t");
    }

    [Fact]
    public async Task A_snapshot_never_becomes_ready()
    {
        await CreateAsync("Volume", """{"metadata":{"name":"v"}}""");
        StandIn.NextSnapshot(InjectedFailure.Hang());
        await CreateAsync("Snapshot", Snapshot("s"));
        await ReadySnapshotAsync("t");
        StandIn.CatchUp();
        await ReadySnapshotAsync("u");

        var status = (await GetAsync($"{Longhorn}/snapshots/s"))["status"];
        Assert.Null(status?["readyToUse"]);
        Assert.Null(status?["error"]);
    }

    [Theory]
    [InlineData("Error")]
    [InlineData("Unknown")]
    public async Task A_backup_ends_in_a_failed_state(string state)
    {
        await CreateAsync("Volume", """{"metadata":{"name":"v"}}""");
        await ReadySnapshotAsync("s");
        StandIn.NextBackup(state == "Error" ? InjectedFailure.Error("target is full") : InjectedFailure.Unknown("target is full"));

        var created = await CreateAsync("Backup", Backup("b", "s"));

        Assert.DoesNotContain("null", created.Text, StringComparison.Ordinal);
        var ended = await UntilAsync($"{Longhorn}/backups/b", reply => (string?)reply["status", "error"] == "target is full");
        Assert.Equal(state, (string?)ended["status", "state"]);
        await CompleteBackupAsync("c", "s");
    }

    [Fact]
    public async Task A_backup_stops_at_a_given_progress()
    {
        await CreateAsync("Volume", """{"metadata":{"name":"v"}}""");
        await ReadySnapshotAsync("s");
        StandIn.NextBackup(InjectedFailure.Hang(progress: 15));
        await CreateAsync("Backup", Backup("b", "s"));
        await UntilAsync($"{Longhorn}/backups/b", reply => (int?)reply["status", "progress"] == 15);
        await CompleteBackupAsync("c", "s");
        StandIn.CatchUp();
        await CompleteBackupAsync("d", "s");

        Assert.Equal("InProgress", (string?)(await GetAsync($"{Longhorn}/backups/b"))["status", "state"]);
    }

    [Fact]
    public async Task A_failed_backup_is_deleted_after_its_ttl_and_a_completed_one_is_not()
    {
        await CreateAsync("Volume", """{"metadata":{"name":"v"}}""");
        await ReadySnapshotAsync("s");
        StandIn.FailNextBackup();
        await CreateAsync("Backup", Backup("b", "s"));
        await UntilAsync($"{Longhorn}/backups/b", reply => (string?)reply["status", "state"] == "Error");
        await CompleteBackupAsync("c", "s");

        _clock.Move(TimeSpan.FromHours(23));
        StandIn.CatchUp();
        await CompleteBackupAsync("d", "s");
        Assert.Equal(200, (await GetAsync($"{Longhorn}/backups/b")).Status);

        _clock.Move(TimeSpan.FromHours(2));
        StandIn.CatchUp();
        await UntilAsync($"{Longhorn}/backups/b", reply => reply.Status == 404);
        Assert.Equal(200, (await GetAsync($"{Longhorn}/backups/c")).Status);
    }

    [Fact]
    public async Task No_backup_starts_without_its_target()
    {
        await CreateAsync("Volume", """{"metadata":{"name":"v"}}""");
        await ReadySnapshotAsync("s");

        await StandIn.LoseTargetAsync("connection refused", Cancelled);

        var target = await GetAsync($"{Longhorn}/backuptargets/default");
        var condition = target["status", "conditions"]!.AsArray().Single()!;
        Assert.Equal(
            ("false", "Unavailable", "True", "connection refused"),
            (target["status", "available"]!.ToJsonString(), (string?)condition["type"], (string?)condition["status"], (string?)condition["message"]));
        var refused = await CreateAsync("Backup", Backup("b", "s"));
        Assert.Equal((422, "admission webhook \"validator.longhorn.io\" denied the request: backup target default is not available"), (refused.Status, refused.Message));

        await StandIn.RegainTargetAsync(Cancelled);
        await CompleteBackupAsync("b", "s");
    }

    [Fact]
    public async Task A_backup_fails_when_its_volume_is_deleted()
    {
        await CreateAsync("Volume", """{"metadata":{"name":"v"}}""");
        await ReadySnapshotAsync("s");
        StandIn.NextBackup(InjectedFailure.Hang(progress: 15));
        await CreateAsync("Backup", Backup("b", "s"));
        await UntilAsync($"{Longhorn}/backups/b", reply => (int?)reply["status", "progress"] == 15);

        await DeleteAsync($"{Longhorn}/volumes/v");

        var failed = await UntilAsync($"{Longhorn}/backups/b", reply => (string?)reply["status", "state"] == "Error");
        Assert.Equal("volume v is gone", (string?)failed["status", "error"]);
    }

    [Fact]
    public async Task A_final_state_is_not_overwritten_from_a_stale_cache()
    {
        Assert.SkipUnless(Cluster.Sandbox is not null, "only the Sandbox can play this fault");
        await CreateAsync("Volume", """{"metadata":{"name":"v"}}""");
        await ReadySnapshotAsync("s");
        StandIn.NextBackup(InjectedFailure.Hang(progress: 15));
        await CreateAsync("Backup", Backup("b", "s"));
        await UntilAsync($"{Longhorn}/backups/b", reply => (int?)reply["status", "progress"] == 15);
        Cluster.Sandbox!.Faults.SilenceWatches("backups", LonghornStandIn.UserAgent);
        await PatchAsync($"{Longhorn}/backups/b/status", """{"status":{"state":"Error","error":"by hand"}}""");

        await DeleteAsync($"{Longhorn}/volumes/v");

        await Wait.UntilAsync(() => Task.FromResult(Cluster.Requests.Any(request => request is { Verb: "patch", Resource: "backups", Name: "b", Status: 409 })));
        Assert.Equal("by hand", (string?)(await GetAsync($"{Longhorn}/backups/b"))["status", "error"]);
    }

    [Fact]
    public async Task Backups_that_are_reread_from_the_target_have_their_labels_only_in_status()
    {
        await CreateAsync("Volume", """{"metadata":{"name":"v"}}""");
        await ReadySnapshotAsync("s");
        await CompleteBackupAsync("b", "s", """{"mine":"1"}""");
        StandIn.FailNextBackup();
        await CreateAsync("Backup", Backup("failed", "s"));
        await UntilAsync($"{Longhorn}/backups/failed", reply => (string?)reply["status", "state"] == "Error");

        await StandIn.RereadTargetAsync(Cancelled);

        var found = await UntilAsync($"{Longhorn}/backups/b", reply => (string?)reply["status", "state"] == "Completed");
        Assert.Equal(("1", "v"), ((string?)found["status", "labels", "mine"], (string?)found["metadata", "labels", "backup-volume"]));
        Assert.Null(found["spec"]?["labels"]?["mine"]);
        Assert.Equal(404, (await GetAsync($"{Longhorn}/backups/failed")).Status);
    }

    private static string Snapshot(string name) => $$$"""{"metadata":{"name":"{{{name}}}"},"spec":{"volume":"v"}}""";

    private static string Backup(string name, string snapshot, string labels = "{}") => new JsonObject
    {
        ["metadata"] = new JsonObject { ["name"] = name },
        ["spec"] = new JsonObject { ["snapshotName"] = snapshot, ["labels"] = JsonNode.Parse(labels) },
    }.ToJsonString();

    private async Task ReadySnapshotAsync(string name)
    {
        await CreateAsync("Snapshot", Snapshot(name));
        await UntilAsync($"{Longhorn}/snapshots/{name}", reply => (bool?)reply["status", "readyToUse"] == true);
    }

    private async Task CompleteBackupAsync(string name, string snapshot, string labels = "{}")
    {
        await CreateAsync("Backup", Backup(name, snapshot, labels));
        await UntilAsync($"{Longhorn}/backups/{name}", reply => (string?)reply["status", "state"] == "Completed");
    }
}
