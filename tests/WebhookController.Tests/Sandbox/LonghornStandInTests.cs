using Sandbox;

namespace WebhookController.Tests.SandboxTests;

public sealed class LonghornStandInTests : StandInTest
{
    [Fact]
    public async Task A_claim_of_its_class_is_bound()
    {
        await CreateClaimAsync("a");
        var claim = await UntilAsync($"{Claims}/a", Bound);
        var volume = await GetAsync($"api/v1/persistentvolumes/{claim["spec", "volumeName"]}");
        var handle = (string?)volume["spec", "csi", "volumeHandle"];
        var longhorn = await GetAsync($"{Longhorn}/volumes/{handle}");

        Assert.Equal("yes", (string?)claim["metadata", "annotations", "pv.kubernetes.io/bind-completed"]);
        Assert.Equal("1Gi", (string?)claim["status", "capacity", "storage"]);
        Assert.Equal(("driver.longhorn.io", claim.Uid), ((string?)volume["spec", "csi", "driver"], (string?)volume["spec", "claimRef", "uid"]));
        Assert.Equal(("mon", "a"), ((string?)longhorn["status", "kubernetesStatus", "namespace"], (string?)longhorn["status", "kubernetesStatus", "pvcName"]));
        Assert.Equal(("attached", "healthy", ""), ((string?)longhorn["status", "state"], (string?)longhorn["status", "robustness"], (string?)longhorn["status", "lastBackupAt"]));
    }

    [Fact]
    public async Task A_claim_of_another_class_is_left_alone()
    {
        await PostAsync(Claims, Claim("other").Replace("longhorn", "nfs", StringComparison.Ordinal));
        await CreateClaimAsync("a");
        await UntilAsync($"{Claims}/a", Bound);
        Assert.Equal("Pending", (string?)(await GetAsync($"{Claims}/other"))["status", "phase"]);
    }

    [Fact]
    public async Task A_volume_made_by_hand_is_bound_to_the_claim_it_names()
    {
        await CreateAsync("Volume", """{"metadata":{"name":"restored"},"spec":{"accessMode":"rwo"}}""");
        await PostAsync("api/v1/persistentvolumes", """
            {"metadata":{"name":"chosen-freely"},"spec":{"capacity":{"storage":"1Gi"},"accessModes":["ReadWriteOnce"],"storageClassName":"longhorn",
             "claimRef":{"namespace":"mon","name":"a"},"csi":{"driver":"driver.longhorn.io","volumeHandle":"restored"}}}
            """);
        await StandIn.WaitUntilCachedAsync("chosen-freely", Cancelled);
        await CreateClaimAsync("a");
        Assert.Equal("chosen-freely", (string?)(await UntilAsync($"{Claims}/a", Bound))["spec", "volumeName"]);
        Assert.Equal("a", (string?)(await GetAsync($"{Longhorn}/volumes/restored"))["status", "kubernetesStatus", "pvcName"]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_claim_recreated_while_its_predecessor_is_being_bound_gets_a_volume_of_its_own(int stepsDone)
    {
        Assert.SkipUnless(Cluster.Sandbox is not null, "only the Sandbox can play this fault");
        var step = Cluster.Sandbox!.Faults.Add(new Fault
        {
            Effect = Effect.Slow, Delay = TimeSpan.FromSeconds(1), Verb = "patch", Resource = "persistentvolumeclaims", After = stepsDone, UserAgent = LonghornStandIn.UserAgent,
        });
        await CreateClaimAsync("a");
        await Wait.UntilAsync(() => Task.FromResult(step.Taken == 1));
        await PatchAsync($"{Claims}/a", """{"metadata":{"finalizers":null}}""");
        await DeleteAsync($"{Claims}/a");

        var again = await CreateClaimAsync("a");

        Assert.Equal($"pvc-{again.Uid}", (string?)(await UntilAsync($"{Claims}/a", Bound))["spec", "volumeName"]);
    }

    [Fact]
    public async Task Binding_can_be_held_back_and_resumed()
    {
        StandIn.Hold(Behaviours.Binding);
        await CreateClaimAsync("a");
        await CreateAsync("Volume", """{"metadata":{"name":"v"}}""");
        await CreateAsync("Snapshot", """{"metadata":{"name":"s"},"spec":{"volume":"v"}}""");
        await UntilAsync($"{Longhorn}/snapshots/s", snapshot => (bool?)snapshot["status", "readyToUse"] == true);
        Assert.Equal("Pending", (string?)(await GetAsync($"{Claims}/a"))["status", "phase"]);

        StandIn.Resume(Behaviours.Binding);
        await UntilAsync($"{Claims}/a", Bound);
    }

    [Fact]
    public async Task A_deleted_claim_and_its_volume_are_removed()
    {
        await CreateClaimAsync("a");
        var volume = (string?)(await UntilAsync($"{Claims}/a", Bound))["spec", "volumeName"];
        await PatchAsync($"{Longhorn}/volumes/{volume}", Labels("x", "1"));
        await CreateAsync("Snapshot", $$$"""{"metadata":{"name":"s"},"spec":{"volume":"{{{volume}}}"} }""");

        await DeleteAsync($"{Claims}/a");

        foreach (var path in new[] { $"{Claims}/a", $"api/v1/persistentvolumes/{volume}", $"{Longhorn}/volumes/{volume}", $"{Longhorn}/snapshots/s" })
            await UntilAsync(path, reply => reply.Status == 404);
    }

    [Fact]
    public async Task A_backup_needs_a_snapshot_and_a_target()
    {
        var refused = await CreateAsync("Backup", """{"metadata":{"name":"b"},"spec":{"snapshotName":"missing","backupMode":"full"}}""");
        Assert.Equal((422, "admission webhook \"validator.longhorn.io\" denied the request: snapshot <nil> is invalid"), (refused.Status, refused.Message));

        await CreateAsync("Volume", """{"metadata":{"name":"v"},"spec":{"accessMode":"rwo","backupBlockSize":"2097152"}}""");
        await CreateAsync("Snapshot", """{"metadata":{"name":"s"},"spec":{"volume":"v"}}""");
        await PatchAsync($"{Longhorn}/backuptargets/default/status", """{"status":{"available":false}}""");
        Assert.Equal(422, (await CreateAsync("Backup", """{"metadata":{"name":"b"},"spec":{"snapshotName":"s"}}""")).Status);
    }

    [Fact]
    public async Task A_snapshot_belongs_to_its_volume_and_a_backup_runs_to_its_end()
    {
        var volume = await CreateAsync("Volume", """{"metadata":{"name":"v"},"spec":{"accessMode":"rwo","backupBlockSize":"2097152"}}""");
        var snapshot = await CreateAsync("Snapshot", """{"metadata":{"name":"s"},"spec":{"volume":"v","createSnapshot":true}}""");
        Assert.Equal(("v", volume.Uid), ((string?)snapshot["metadata", "labels", "longhornvolume"], (string?)snapshot["metadata", "ownerReferences"]![0]!["uid"]));
        Assert.Contains("prefer a domain-qualified finalizer name", Assert.Single(snapshot.Warnings), StringComparison.Ordinal);
        await UntilAsync($"{Longhorn}/snapshots/s", reply => (bool?)reply["status", "readyToUse"] == true);

        using var watch = await WatchStream.OpenAsync(Api, $"{Longhorn}/backups?watch=true&resourceVersion={(await GetAsync($"{Longhorn}/backups"))["metadata", "resourceVersion"]}");
        var backup = await CreateAsync("Backup", """{"metadata":{"name":"s","labels":{"mine":"1"}},"spec":{"snapshotName":"s","backupMode":"full","labels":{"source-pvc":"a"}}}""");
        Assert.Equal(
            ("default", "v", "1", "2097152", "rwo"),
            ((string?)backup["metadata", "labels", "backup-target"], (string?)backup["metadata", "labels", "backup-volume"], (string?)backup["metadata", "labels", "mine"],
             (string?)backup["spec", "backupBlockSize"], (string?)backup["spec", "labels", "longhorn.io/volume-access-mode"]));

        var frames = await watch.TakeAsync(4);
        Assert.Equal([null, "Pending", "InProgress", "Completed"], frames.Select(frame => (string?)frame.Object["status"]?["state"]));
        Assert.Equal("a", (string?)frames[3].Object["status"]!["labels"]!["source-pvc"]);
        var backedUp = await UntilAsync($"{Longhorn}/volumes/v", reply => (string?)reply["status", "lastBackup"] == "s");
        Assert.Equal((string?)frames[3].Object["status"]!["backupCreatedAt"], (string?)backedUp["status", "lastBackupAt"]);
    }

    [Fact]
    public async Task A_job_runs_for_the_volumes_with_its_label_and_labels_its_backups()
    {
        await CreateAsync("Volume", """{"metadata":{"name":"v","labels":{"recurring-job.longhorn.io/a":"enabled"}}}""");
        await CreateAsync("Volume", """{"metadata":{"name":"w"}}""");
        await PostAsync(Jobs, Job("a", ",\"labels\":{\"backup.vluwte.nl/source-pvc\":\"grafana\"}"));

        var backup = await GetAsync($"{Longhorn}/backups/{Assert.Single(await StandIn.RunJobAsync("a", Cancelled))}");

        Assert.Equal(("Completed", "v"), ((string?)backup["status", "state"], (string?)backup["status", "volumeName"]));
        Assert.Equal(("a", "grafana"), ((string?)backup["status", "labels", "RecurringJob"], (string?)backup["status", "labels", "backup.vluwte.nl/source-pvc"]));
        await PatchAsync($"{Longhorn}/volumes/v/status", """{"status":{"state":"detached"}}""");
        Assert.Empty(await StandIn.RunJobAsync("a", Cancelled));
    }

    [Fact]
    public async Task A_claim_that_is_a_source_gives_its_volume_its_job_labels()
    {
        await CreateClaimAsync("c", """{"recurring-job.longhorn.io/source":"enabled","recurring-job.longhorn.io/a":"enabled"}""");
        var volume = $"{Longhorn}/volumes/{(await UntilAsync($"{Claims}/c", Bound))["spec", "volumeName"]}";
        await UntilAsync(volume, reply => (string?)reply["metadata", "labels", "recurring-job.longhorn.io/a"] == "enabled");

        await PatchAsync(volume, Labels("recurring-job.longhorn.io/foreign", "enabled"));
        await UntilAsync(volume, reply => reply["metadata", "labels", "recurring-job.longhorn.io/foreign"] is null);
    }

    [Fact]
    public async Task A_claim_that_is_a_source_gives_its_labels_also_to_a_volume_whose_PV_comes_last()
    {
        await CreateAsync("Volume", """{"metadata":{"name":"v"}}""");
        await PostAsync(Claims, Claim("c", """{"recurring-job.longhorn.io/source":"enabled","recurring-job.longhorn.io/a":"enabled"}""")
            .Replace("\"spec\":{", "\"spec\":{\"volumeName\":\"late\",", StringComparison.Ordinal));
        // When a later claim is bound, the first has been processed.
        await CreateClaimAsync("d");
        await UntilAsync($"{Claims}/d", Bound);

        await PostAsync("api/v1/persistentvolumes", """
            {"metadata":{"name":"late"},"spec":{"capacity":{"storage":"1Gi"},"accessModes":["ReadWriteOnce"],"storageClassName":"longhorn",
             "claimRef":{"namespace":"mon","name":"c"},"csi":{"driver":"driver.longhorn.io","volumeHandle":"v"}}}
            """);

        await UntilAsync($"{Longhorn}/volumes/v", reply => (string?)reply["metadata", "labels", "recurring-job.longhorn.io/a"] == "enabled");
    }

    [Fact]
    public async Task It_waits_until_Longhorn_is_installed()
    {
        await using var server = await SandboxServer.StartAsync(new SandboxOptions { LonghornInstalled = false }, Cancelled);
        using var client = server.CreateClient(LonghornStandIn.UserAgent);
        await using var standIn = await LonghornStandIn.StartAsync(client, new LonghornStandInOptions { RetryDelay = TimeSpan.FromMilliseconds(10) }, Cancelled);
        server.InstallLonghorn();

        var setting = new Uri($"{Longhorn}/settings/recurring-job-max-retention", UriKind.Relative);
        await Wait.UntilAsync(async () =>
        {
            using var answer = await client.GetAsync(setting, Cancelled);
            return answer.IsSuccessStatusCode;
        });
    }

    [Fact]
    public async Task It_leaves_no_webhooks_behind()
    {
        await StandIn.DisposeAsync();
        Assert.Equal(201, (await PostAsync(Jobs, Job("a", ",\"concurrency\":7"))).Status);
        Assert.Empty((await GetAsync("apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations"))["items"]!.AsArray());
    }

    private static bool Bound(Reply claim) => (string?)claim["status", "phase"] == "Bound";
}
