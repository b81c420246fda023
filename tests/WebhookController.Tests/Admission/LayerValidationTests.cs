using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Objects;
using WebhookController.Tests.Cache;

namespace WebhookController.Tests.Admission;

/// The labels of Namespaces and StorageClasses, as layers of defaults for PVCs.
public sealed class LayerValidationTests
{
    [Theory]
    [InlineData("Namespace")]
    [InlineData("StorageClass")]
    public async Task All_mistakes_are_denied_in_one_answer_with_their_keys(string kind)
    {
        await using var host = await AdmissionHost.StartAsync();

        var answer = await host.ValidateAsync(ReviewBody.Layer(kind, "shop", [], ["enabled=yes", "interval=5", "start=2460", "retian=3"]));

        Assert.Equal(
            """
            4 backup labels need a change:
              backup.vluwte.nl/enabled=yes is not allowed: use true or false
              backup.vluwte.nl/interval=5 is not allowed: use 1, 2, 3, 4, 6, 8, 12 or 24
              backup.vluwte.nl/start=2460 is not allowed: use a time HHMM from 0000 to 2359, for example 0030, or auto
              backup.vluwte.nl/retian=3 is not allowed: there is no such key, did you mean backup.vluwte.nl/retain?
            """, answer.Message);
        Assert.Equal("invalid_enabled,invalid_interval,invalid_start,unknown_label", answer.Audit("reason"));
    }

    [Theory]
    [InlineData("name=grafana", "each PVC needs a name of its own, set it there")]
    [InlineData("archive=true", "an archive is of one PVC, set it there")]
    [InlineData("archive-delete-after=2027-07-11", "an archive is of one PVC, set it there")]
    public async Task What_belongs_on_pvcs_is_denied_with_the_reason(string label, string advice)
    {
        await using var host = await AdmissionHost.StartAsync();

        foreach (var kind in (string[])["Namespace", "StorageClass"])
            Assert.Equal($"backup.vluwte.nl/{label} is not allowed: {advice}", (await host.ValidateAsync(ReviewBody.Layer(kind, "shop", null, [label]))).Message);
    }

    [Theory]
    [InlineData("enabled=true", "retain=14", "interval=1", "start=auto", "full-backup-interval=0", "concurrency=2")]
    [InlineData("enabled=FALSE")]
    [InlineData]
    public async Task Good_labels_are_admitted_without_a_word(params string[] labels)
    {
        await using var host = await AdmissionHost.StartAsync();

        var answer = await host.ValidateAsync(ReviewBody.Layer("Namespace", "shop", null, labels));

        Assert.Equal(("allowed", 0), (answer.Audit("decision"), answer.Warnings.Count));
    }

    [Fact]
    public async Task A_retain_above_longhorns_ceiling_is_denied_where_it_is_new()
    {
        await using var host = await AdmissionHost.StartAsync();

        Assert.Equal(
            "backup.vluwte.nl/retain=101 is not allowed: use a whole number from 1 to 100",
            (await host.ValidateAsync(ReviewBody.Layer("StorageClass", "fast", [], ["retain=101"]))).Message);
        Assert.True((await host.ValidateAsync(ReviewBody.Layer("StorageClass", "fast", ["retain=101"], ["retain=101", "interval=6"]))).Allowed);
    }

    [Fact]
    public async Task An_old_mistake_blocks_nothing_and_is_told()
    {
        await using var host = await AdmissionHost.StartAsync();

        var answer = await host.ValidateAsync(ReviewBody.Layer("Namespace", "shop", ["interval=5"], ["interval=5", "retain=3"]));

        Assert.True(answer.Allowed);
        Assert.Equal(["Namespace shop: an earlier mistake is left: what it said last without one stays in force"], answer.Warnings);
        Assert.False((await host.ValidateAsync(ReviewBody.Layer("Namespace", "shop", ["interval=5"], ["interval=7"]))).Allowed);
    }

    [Fact]
    public async Task A_namespace_on_its_way_out_may_change_in_any_way()
    {
        await using var host = await AdmissionHost.StartAsync();
        var review = ReviewBody.Layer("Namespace", "shop", ["retain=3"], ["retain=0"]).Changed(ns => ns["metadata"]!["deletionTimestamp"] = "2026-11-22T12:00:00Z");

        Assert.Equal("allowed", (await host.ValidateAsync(review)).Audit("decision"));
    }

    [Fact]
    public async Task Too_many_labels_of_ours_are_denied_with_the_keys_that_mean_something_here_and_old_ones_may_stay()
    {
        await using var host = await AdmissionHost.StartAsync();
        string[] many = [.. Enumerable.Range(0, 65).Select(i => $"l{i}=x")];

        Assert.Equal(
            "backup.vluwte.nl/*=65 labels is not allowed: use only enabled, retain, interval, start, full-backup-interval, concurrency",
            (await host.ValidateAsync(ReviewBody.Layer("Namespace", "shop", null, many))).Message);
        Assert.True((await host.ValidateAsync(ReviewBody.Layer("Namespace", "shop", many, [.. many, "more=x"]))).Allowed);
    }

    [Fact]
    public async Task A_storage_class_that_goes_is_let_go_with_what_that_costs()
    {
        await using var host = await WithBackupsAsync(jobs: 2);
        host.Cache.Put(StateSlots.StorageClasses, Class("retain=8"));

        var answer = await host.ValidateAsync(ReviewBody.Layer("StorageClass", "longhorn", ["retain=8"], null));

        Assert.True(answer.Allowed);
        Assert.Empty(answer.Warnings);
        host.Cache.Load(StateSlots.ConfigMaps, new ConfigMap { Key = new("backup-controller", "backup-defaults"), Uid = "d", ResourceVersion = "1", Data = LabelSet.Of(("retain", "5")) });
        Assert.Equal(
            ["StorageClass longhorn: retain goes down for 2 jobs, which costs 6 of 16 backups, at the next runs"],
            (await host.ValidateAsync(ReviewBody.Layer("StorageClass", "longhorn", ["retain=8"], null))).Warnings);
    }

    [Fact]
    public async Task A_deletion_without_the_object_as_it_was_and_a_mutation_are_left_alone()
    {
        await using var host = await AdmissionHost.StartAsync();

        var gone = ReviewBody.Layer("StorageClass", "fast", ["retain=3"], null) with { OldObject = null };
        Assert.Equal("untouched", (await host.ValidateAsync(gone)).Audit("decision"));
        Assert.Equal("untouched", (await host.MutateAsync(ReviewBody.Layer("Namespace", "shop", null, ["retain=0"]))).Audit("decision"));
    }

    [Fact]
    public async Task Opting_a_namespace_in_names_the_number_of_pvcs_that_get_a_job()
    {
        await using var host = await WithBackupsAsync(jobs: 0);
        host.Cache.Load(StateSlots.Claims, Cluster.Claim("shop", "a"), Cluster.Claim("shop", "b"), Cluster.Claim("shop", "c", ("enabled", "false")), Cluster.Claim("mon", "d"));

        Assert.Equal(["Namespace shop: 2 PVCs get a job"], (await host.ValidateAsync(ReviewBody.Layer("Namespace", "shop", [], ["enabled=true"]))).Warnings);
        Assert.Equal(["StorageClass longhorn: 3 PVCs get a job"], (await host.ValidateAsync(ReviewBody.Layer("StorageClass", "longhorn", [], ["enabled=true"]))).Warnings);
    }

    [Fact]
    public async Task A_dry_run_is_answered_alike_and_leaves_nothing_behind()
    {
        await using var host = await WithBackupsAsync(jobs: 0);
        host.Cache.Load(StateSlots.Claims, Cluster.Claim("shop", "a"));
        var before = host.Cache.State;
        var review = ReviewBody.Layer("Namespace", "shop", [], ["enabled=true"]);

        var dry = await host.ValidateAsync(review with { DryRun = true });

        Assert.Equal(["Namespace shop: 1 PVC gets a job"], dry.Warnings);
        Assert.Same(before, host.Cache.State);
        Assert.Equal(dry.Review.ToJsonString(), (await host.ValidateAsync(review)).Review.ToJsonString());
    }

    [Fact]
    public async Task A_lower_retain_names_its_cost_and_where_that_is_much_the_digest_that_lets_it_go_down()
    {
        await using var host = await WithBackupsAsync(jobs: 12);

        var answer = await host.ValidateAsync(ReviewBody.Layer("Namespace", "mon", [], ["retain=3"]));

        Assert.Equal("Namespace mon: retain goes down for 12 jobs, which costs 60 of 96 backups: it waits until you agree,", answer.Warnings[0]);
        Assert.Matches("^Namespace mon: by allow-lower-retention=[0-9a-f]{16} in ConfigMap backup-defaults$", answer.Warnings[1]);
    }

    // The longest name that a namespace may have: what is cut is never the digest.
    [Fact]
    public async Task Each_line_is_whole_and_short_however_long_the_names_are()
    {
        var name = new string('n', 63);
        await using var host = await WithBackupsAsync(jobs: 12, name);

        var answer = await host.ValidateAsync(ReviewBody.Layer("Namespace", name, [], ["retain=3"]));

        Assert.All(answer.Warnings, line => Assert.InRange(line.Length, 1, 119));
        Assert.Matches("^Namespace n+\\.\\.\\.: by allow-lower-retention=[0-9a-f]{16} in ConfigMap backup-defaults$", answer.Warnings[1]);
    }

    [Fact]
    public async Task While_longhorn_can_not_be_read_nothing_is_announced_and_mistakes_are_denied_all_the_same()
    {
        await using var host = await AdmissionHost.StartAsync();
        host.Cache.Put(Cluster.Claim("shop", "a"));

        Assert.Empty((await host.ValidateAsync(ReviewBody.Layer("Namespace", "shop", [], ["enabled=true"]))).Warnings);
        Assert.False((await host.ValidateAsync(ReviewBody.Layer("Namespace", "shop", [], ["enabled=yes"]))).Allowed);
    }

    // PVCs whose jobs keep eight backups, and have them.
    private static async Task<AdmissionHost> WithBackupsAsync(int jobs, string ns = "mon")
    {
        var host = await AdmissionHost.StartAsync();
        host.Cache.LoadAll().Put(StateSlots.Namespaces, ClusterCacheExtensions.Namespace(ns)).Load(StateSlots.ConfigMaps, Cluster.NoDefaults);
        Cluster.LoadWithBackups(host.Cache, ns, jobs);
        return host;
    }

    private static StorageClass Class(params string[] labels) => new()
    {
        Key = ObjectKey.ClusterScoped("longhorn"),
        Uid = "s",
        ResourceVersion = "2",
        Provisioner = LonghornLabels.Driver,
        Labels = LabelSet.Of([.. labels.Select(label => label.Split('=')).Select(pair => ($"backup.vluwte.nl/{pair[0]}", pair[1]))]),
    };
}
