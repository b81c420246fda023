using System.Globalization;
using System.Text.Json.Nodes;
using Sandbox.Api;

namespace Sandbox.Longhorn;

// What Longhorn's validator asks of a RecurringJob, on every write, in its order and its words.
internal static class JobRules
{
    public const string CountBased = "count-based";
    public const string AgeBased = "age-based";

    private const int LongestName = 40;

    private static readonly string[] BackupPolicies = ["always", "if-not-present", "disabled"];
    private static readonly Version WithBackupPolicy = new(1, 9);

    public static string? Problem(JsonObject job, int maxRetention, Version longhorn)
    {
        if (job.Number("spec", "retain") > maxRetention) return $"retain value should be less than or equal to {maxRetention}";
        if (Retention(job) is { } retention) return retention;

        var (name, cron) = (job.Text("spec", "name") ?? "", job.Text("spec", "cron") ?? "");
        if (cron.Length == 0 || job.Text("spec", "task") is null or "" || name.Length == 0) return $"invalid job {job["spec"]?.ToJsonString()}";
        if (CronRules.Problem(cron) is { } problem) return $"invalid cron format({cron}): {problem}";
        if (name.Length > LongestName) return $"job name {name} must be {LongestName} characters or less";
        return job.Text("spec", "task") is "backup" or "backup-force-create" ? Parameters(job, longhorn) : null;
    }

    // From 1.13 on; earlier versions don't have the fields.
    private static string? Retention(JsonObject job)
    {
        if (job.At("spec", "retainAge") is not null && !(GoDuration.Parse(job.Text("spec", "retainAge") ?? "") >= TimeSpan.Zero)) return "retainAge should not be negative";
        return job.Text("spec", "retentionPolicy") is null or CountBased or AgeBased ? null : $"retentionPolicy should be {CountBased} or {AgeBased}";
    }

    private static string? Parameters(JsonObject job, Version longhorn)
    {
        var problem = (job.At("spec", "parameters") as JsonObject ?? [])
            .Select(parameter => Parameter(parameter.Key, parameter.Value.Text() ?? "", longhorn)).FirstOrDefault(problem => problem is not null);
        return problem is null ? null : $"failed to validate recurring job backup task parameters: {problem}";
    }

    private static string? Parameter(string key, string value, Version longhorn) => key switch
    {
        "full-backup-interval" => int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
            ? null : $"{key}:{value} is not number: strconv.Atoi: parsing \"{value}\": invalid syntax",
        "volume-backup-policy" when longhorn >= WithBackupPolicy => BackupPolicies.Contains(value)
            ? null : $"{key}:{value} is not a valid value: supported values: [{string.Join(' ', BackupPolicies)}]",
        _ => $"{key}:{value} is not a valid parameter",
    };
}
