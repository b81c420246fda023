using Sandbox;

namespace WebhookController.Tests.SandboxTests;

// The fields that Longhorn 1.13 adds to jobs.
public sealed class RetentionPolicyTests : StandInTest
{
    private protected override SandboxOptions Options => new() { LonghornVersion = new Version(1, 13) };

    private protected override LonghornStandInOptions StandInOptions => new() { Version = new Version(1, 13) };

    public override async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(Integration.Support.TestCluster.Assets is null, "the schemas of a real API server are those that are at hand");
        await base.InitializeAsync();
    }

    [Fact]
    public async Task A_job_is_count_based_unless_it_says_otherwise()
    {
        var created = await PostAsync(Jobs, Job("a"));
        Assert.Equal((201, "count-based", "0s"), (created.Status, (string?)created["spec", "retentionPolicy"], (string?)created["spec", "retainAge"]));
    }

    [Fact]
    public async Task A_patch_of_other_fields_leaves_an_age_based_policy_in_place()
    {
        await PostAsync(Jobs, Job("a", ",\"retentionPolicy\":\"age-based\",\"retainAge\":\"24h\""));
        var patched = await PatchAsync($"{Jobs}/a", """{"spec":{"retain":5,"cron":"30 0/4 * * ?"}}""");
        Assert.Equal((200, "age-based", "24h"), (patched.Status, (string?)patched["spec", "retentionPolicy"], (string?)patched["spec", "retainAge"]));
    }

    [Theory]
    [InlineData("monthly", "0s", "retentionPolicy should be count-based or age-based")]
    [InlineData("age-based", "-1h", "retainAge should not be negative")]
    public async Task What_Longhorn_refuses_is_refused(string policy, string age, string why)
    {
        var refused = await PostAsync(Jobs, Job("a", $",\"retentionPolicy\":\"{policy}\",\"retainAge\":\"{age}\""));
        Assert.Equal((422, $"admission webhook \"validator.longhorn.io\" denied the request: {why}"), (refused.Status, refused.Message));
    }

    [Theory]
    [InlineData("age-based", "0s", 0)]
    [InlineData("age-based", "24h", 3)]
    [InlineData("count-based", "0s", 1)]
    public async Task An_age_based_job_goes_by_age_and_without_one_it_makes_no_backup(string policy, string age, int left)
    {
        await CreateAsync("Volume", """{"metadata":{"name":"v","labels":{"recurring-job.longhorn.io/a":"enabled"}},"spec":{"accessMode":"rwo","backupBlockSize":"2097152"}}""");
        await PatchAsync($"{Longhorn}/volumes/v/status", """{"status":{"state":"attached","robustness":"healthy"}}""");
        await PostAsync(Jobs, Job("a", $",\"retentionPolicy\":\"{policy}\",\"retainAge\":\"{age}\"").Replace("\"retain\":8", "\"retain\":1", StringComparison.Ordinal));

        for (var run = 0; run < 3; run++) await StandIn.RunJobAsync("a", Cancelled);

        await UntilAsync($"{Longhorn}/backups", backups => backups["items"]!.AsArray().Count == left);
    }
}

public sealed class EarlierSchemaTests : SandboxTest
{
    [Fact]
    public async Task Before_version_1_13_the_field_is_dropped_with_a_warning()
    {
        var created = await PostAsync(Jobs, Job("a", ",\"retentionPolicy\":\"age-based\""));
        Assert.Equal((201, "299 - \"unknown field \\\"spec.retentionPolicy\\\"\""), (created.Status, Assert.Single(created.Warnings)));
        Assert.Null(created["spec", "retentionPolicy"]);
    }
}
