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
            "its values stay in effect until the controllers restart without it; then jobs change to",
            "retain 8, interval 4, start 0030, full-backup-interval 4, concurrency 1, and Longhorn deletes the backups beyond that",
        ], answer.Warnings);
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
