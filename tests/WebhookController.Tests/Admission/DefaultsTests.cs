using WebhookController.Core.Cluster;
using WebhookController.Tests.Cache;

namespace WebhookController.Tests.Admission;

public sealed class DefaultsTests
{
    private const string Ours = AdmissionHost.OwnNamespace;

    [Fact]
    public async Task All_mistakes_in_the_ConfigMap_of_defaults_are_denied_in_one_answer()
    {
        await using var host = await AdmissionHost.StartAsync();

        var answer = await host.ValidateAsync(ReviewBody.ConfigMap(Ours, "backup-defaults", ["interval=5", "retian=3", "start=0030"]));

        Assert.Equal(
            """
            2 backup defaults need a change:
              interval=5 is not allowed: use 1, 2, 3, 4, 6, 8, 12 or 24
              retian=3 is not allowed: there is no such key, did you mean retain?
            """, answer.Message);
    }

    [Fact]
    public async Task Good_defaults_and_the_key_for_mass_deletions_are_admitted()
    {
        await using var host = await AdmissionHost.StartAsync();

        var answer = await host.ValidateAsync(ReviewBody.ConfigMap(Ours, "backup-defaults", ["retain=14", "allow-mass-deletion=abc"]));

        Assert.Equal("allowed", answer.Audit("decision"));
    }

    [Fact]
    public async Task An_old_mistake_in_the_defaults_is_only_warned_of()
    {
        await using var host = await AdmissionHost.StartAsync();

        var answer = await host.ValidateAsync(ReviewBody.ConfigMap(Ours, "backup-defaults", ["interval=5", "retain=3"], before: ["interval=5"]));

        Assert.True(answer.Allowed);
        Assert.Equal(["these defaults still contain an earlier mistake: the last valid ones stay in effect"], answer.Warnings);
    }

    [Fact]
    public async Task Deleting_the_defaults_is_allowed_with_a_warning_about_the_values_that_follow()
    {
        await using var host = await AdmissionHost.StartAsync();
        var map = ReviewBody.ConfigMap(Ours, "backup-defaults", ["retain=14"]);

        var answer = await host.ValidateAsync(map with { Operation = "DELETE", Object = null, OldObject = map.Object });

        Assert.True(answer.Allowed);
        Assert.Equal(
        [
            "existing jobs keep their settings until there is such a ConfigMap again; new ones get",
            "retain 8, interval 4, start 0030, full-backup-interval 4, concurrency 1",
        ], answer.Warnings);
    }

    [Fact]
    public async Task A_lower_retain_is_admitted_with_the_number_of_jobs_and_backups_that_it_concerns()
    {
        await using var host = await WithBackupsAsync(jobs: 3);

        var answer = await host.ValidateAsync(ReviewBody.ConfigMap(Ours, "backup-defaults", ["retain=5"], before: ["retain=8"]));

        Assert.True(answer.Allowed);
        Assert.Equal(["retain goes down for 3 jobs, which costs 9 of 24 backups, at the next runs"], answer.Warnings);
    }

    [Fact]
    public async Task A_lower_retain_that_costs_many_backups_is_admitted_with_the_digest_that_lets_it_go_down()
    {
        await using var host = await WithBackupsAsync(jobs: 12);

        var answer = await host.ValidateAsync(ReviewBody.ConfigMap(Ours, "backup-defaults", ["retain=3"]));

        Assert.Equal("retain goes down for 12 jobs, which costs 60 of 96 backups: it waits until you agree,", answer.Warnings[0]);
        Assert.Matches("^by allow-lower-retention=[0-9a-f]{16} in this ConfigMap$", answer.Warnings[1]);
        Assert.All(answer.Warnings, warning => Assert.True(warning.Length <= 120));
        var agreed = await host.ValidateAsync(ReviewBody.ConfigMap(Ours, "backup-defaults", ["retain=3", answer.Warnings[1].Split(' ')[1]]));
        Assert.Equal(["retain goes down for 12 jobs, which costs 60 of 96 backups, at the next runs"], agreed.Warnings);
    }

    [Fact]
    public async Task What_lowers_no_retention_is_admitted_without_a_word()
    {
        await using var host = await WithBackupsAsync(jobs: 12);

        Assert.Empty((await host.ValidateAsync(ReviewBody.ConfigMap(Ours, "backup-defaults", ["retain=9", "interval=6"]))).Warnings);
    }

    [Fact]
    public async Task A_retain_above_longhorns_ceiling_is_denied_where_it_is_new_and_told_of_where_the_ceiling_was_lowered()
    {
        await using var host = await AdmissionHost.StartAsync();
        Assert.Equal("retain=101 is not allowed: use a whole number from 1 to 100", (await host.ValidateAsync(ReviewBody.ConfigMap(Ours, "backup-defaults", ["retain=101"]))).Message);

        Assert.True((await host.ValidateAsync(ReviewBody.ConfigMap(Ours, "backup-defaults", ["retain=101", "interval=6"], before: ["retain=101"]))).Allowed);
    }

    [Fact]
    public async Task A_ceiling_that_can_not_be_read_refuses_nothing()
    {
        await using var host = await AdmissionHost.StartAsync();
        host.Cache.Update(StateSlots.Settings, null, set => set.Unavailable("403 Forbidden"));

        Assert.True((await host.ValidateAsync(ReviewBody.ConfigMap(Ours, "backup-defaults", ["retain=150"]))).Allowed);
    }

    // PVCs whose jobs keep eight backups, and have them.
    private static async Task<AdmissionHost> WithBackupsAsync(int jobs)
    {
        var host = await AdmissionHost.StartAsync();
        Cluster.LoadWithBackups(host.Cache.LoadAll(), "mon", jobs);
        return host;
    }

    [Theory]
    [InlineData(Ours, "kube-root-ca.crt")]
    [InlineData("elsewhere", "backup-defaults")]
    public async Task Other_ConfigMaps_are_not_reviewed(string ns, string name)
    {
        await using var host = await AdmissionHost.StartAsync();
        var other = ReviewBody.ConfigMap(ns, name, ["interval=5"]);

        Assert.Equal("untouched", (await host.ValidateAsync(other)).Audit("decision"));
        Assert.Equal("untouched", (await host.MutateAsync(other)).Audit("decision"));
    }
}
