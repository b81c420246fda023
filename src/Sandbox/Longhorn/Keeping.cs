using System.Globalization;
using System.Text.Json.Nodes;
using Sandbox.Api;

namespace Sandbox.Longhorn;

// Which of its backups a job keeps: the newest ones, or from 1.13 on those of an age.
internal sealed record Keeping(int Count, TimeSpan? Age)
{
    // A job that goes by age but has none deletes nothing, and makes nothing either.
    public bool Runs => Age != TimeSpan.Zero;

    public static Keeping Of(JsonObject job) => new(
        job.Number("spec", "retain") ?? 1,
        job.Text("spec", "retentionPolicy") == JobRules.AgeBased ? GoDuration.Parse(job.Text("spec", "retainAge") ?? "") ?? TimeSpan.Zero : null);

    // The backups are ordered from the newest to the oldest.
    public IEnumerable<JsonObject> Beyond(IReadOnlyList<JsonObject> backups, DateTimeOffset now) =>
        Age is { } age ? backups.Where(backup => now - MadeAt(backup) > age) : backups.Skip(Count);

    private static DateTimeOffset MadeAt(JsonObject backup) => DateTimeOffset.Parse(backup.Text("status", "backupCreatedAt")!, CultureInfo.InvariantCulture);
}
