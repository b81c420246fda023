using System.Text.Json.Nodes;
using Sandbox;

namespace WebhookController.Tests.SandboxTests;

public sealed class JobRulesTests : StandInTest
{
    private const string Denied = "admission webhook \"validator.longhorn.io\" denied the request: ";
    private const string BadParameter = "failed to validate recurring job backup task parameters: ";

    [Fact]
    public async Task A_job_gets_defaults()
    {
        var created = await PostAsync(Jobs, Job("a").Replace(",\"retain\":8", "", StringComparison.Ordinal));

        Assert.Equal(("a", "[]", "{}", "{}"), (Spec(created, "name"), Spec(created, "groups"), Spec(created, "labels"), Spec(created, "parameters")));
        Assert.Equal(("10", "1"), (Spec(created, "concurrency"), Spec(created, "retain")));
    }

    [Theory]
    [InlineData("concurrency", "0", "10")]
    [InlineData("concurrency", "1", "1")]
    [InlineData("concurrency", "-1", "-1")]
    [InlineData("retain", "0", "1")]
    [InlineData("retain", "-5", "1")]
    public async Task Numbers_that_mean_nothing_are_replaced_and_others_are_left(string field, string value, string stored) =>
        Assert.Equal(stored, Spec(await CreateJobAsync("a", $"\"{field}\":{value}"), field));

    [Fact]
    public async Task A_task_that_only_cleans_up_retains_nothing() =>
        Assert.Equal("0", Spec(await CreateJobAsync("a", "\"task\":\"snapshot-cleanup\",\"retain\":0"), "retain"));

    [Theory]
    [InlineData("backup-a-very-long-namespace-name-and-a-long-app", "", "job name backup-a-very-long-namespace-name-and-a-long-app must be 40 characters or less")]
    [InlineData("a", "\"retain\":101", "retain value should be less than or equal to 100")]
    [InlineData("a", "\"cron\":\"0 30 0/4 * * ?\"", "invalid cron format(0 30 0/4 * * ?): Expected exactly 5 fields, found 6: 0 30 0/4 * * ?")]
    [InlineData("a", "\"cron\":\"TZ=UTC 30 5 * * ?\"", "invalid cron format(TZ=UTC 30 5 * * ?): Expected exactly 5 fields, found 6: TZ=UTC 30 5 * * ?")]
    [InlineData("a", "\"cron\":\"61 5 * * ?\"", "invalid cron format(61 5 * * ?): End of range (61) above maximum (59): 61")]
    [InlineData("a", "\"cron\":\"x 5 * * ?\"", "invalid cron format(x 5 * * ?): Failed to parse int from x: strconv.Atoi: parsing \"x\": invalid syntax")]
    [InlineData("a", "\"cron\":\"@fortnightly\"", "invalid cron format(@fortnightly): Unrecognized descriptor: @fortnightly")]
    [InlineData("a", "\"cron\":\"@every 4\"", "invalid cron format(@every 4): Failed to parse duration @every 4: time: invalid duration \"4\"")]
    [InlineData("a", "\"parameters\":{\"full-backup-interval\":\"often\"}", BadParameter + "full-backup-interval:often is not number: strconv.Atoi: parsing \"often\": invalid syntax")]
    [InlineData("a", "\"parameters\":{\"volume-backup-policy\":\"daily\"}",
        BadParameter + "volume-backup-policy:daily is not a valid value: supported values: [always if-not-present disabled]")]
    [InlineData("a", "\"parameters\":{\"nonsense\":\"1\"}", BadParameter + "nonsense:1 is not a valid parameter")]
    public async Task What_Longhorn_refuses_is_refused_in_its_words(string name, string change, string why)
    {
        var refused = await CreateJobAsync(name, change);

        Assert.Equal((422, "Invalid", Denied + why), (refused.Status, refused.Reason, refused.Message));
        var cause = refused["details", "causes"]![0]!;
        Assert.Equal(("FieldValueInvalid", why), ((string?)cause["reason"], (string?)cause["message"]));
    }

    [Theory]
    [InlineData("\"cron\":\"@daily\"")]
    [InlineData("\"cron\":\"@every 4h\"")]
    [InlineData("\"cron\":\"30 5/4 * * ?\"")]
    [InlineData("\"cron\":\"0 1-5,22 1 jan-mar mon\"")]
    [InlineData("\"parameters\":{\"volume-backup-policy\":\"always\",\"full-backup-interval\":\"0\"}")]
    public async Task What_Longhorn_accepts_is_accepted(string change) => Assert.Equal(201, (await CreateJobAsync("a", change)).Status);

    [Fact]
    public async Task A_job_above_a_lowered_ceiling_cannot_even_get_a_label()
    {
        await PostAsync(Jobs, Job("a"));
        await PatchAsync($"{Longhorn}/settings/recurring-job-max-retention", """{"value":"5"}""");

        var refused = await PatchAsync($"{Jobs}/a", Labels("x", "1"));
        var lowered = await PatchAsync($"{Jobs}/a", """{"metadata":{"labels":{"x":"1"}},"spec":{"retain":5}}""");

        Assert.Equal((422, Denied + "retain value should be less than or equal to 5"), (refused.Status, refused.Message));
        Assert.Equal(200, lowered.Status);
    }

    private Task<Reply> CreateJobAsync(string name, string change)
    {
        var job = JsonNode.Parse(Job(name))!;
        foreach (var (key, value) in JsonNode.Parse($"{{{change}}}")!.AsObject()) job["spec"]![key] = value?.DeepClone();
        return PostAsync(Jobs, job.ToJsonString());
    }

    private static string? Spec(Reply job, string field) => job["spec", field] is JsonValue value ? $"{value}" : job["spec", field]?.ToJsonString();
}

public sealed class EarlyJobRulesTests : StandInTest
{
    private protected override LonghornStandInOptions StandInOptions => new() { Version = new Version(1, 8) };

    [Fact]
    public async Task Before_version_1_9_there_is_no_backup_policy()
    {
        var refused = await PostAsync(Jobs, Job("a", ",\"parameters\":{\"volume-backup-policy\":\"always\"}"));
        Assert.EndsWith("volume-backup-policy:always is not a valid parameter", refused.Message, StringComparison.Ordinal);
    }
}
