using System.Text;
using WebhookController.Core.Planning;
using WebhookController.Core.Status;
using WebhookController.Observability;

namespace WebhookController.Tests.Observability;

public sealed class StorageMetricsTests
{
    private readonly ControllerMetrics _metrics = new();
    private readonly StorageMetrics _storage;

    public StorageMetricsTests() => _storage = new StorageMetrics(_metrics);

    [Fact]
    public async Task A_target_is_reported_as_long_as_it_exists()
    {
        _storage.Publish(PlanOf() with { Targets = [new("default", true), new("offsite", false)] });
        Assert.Equal(["""backup_target_available{target="default"} 1""", """backup_target_available{target="offsite"} 0"""], await SeriesAsync("backup_target"));

        _storage.Publish(PlanOf() with { Targets = [new("default", false)] });
        Assert.Equal(["""backup_target_available{target="default"} 0"""], await SeriesAsync("backup_target"));
    }

    [Fact]
    public async Task Untracked_backups_are_counted_for_every_reason_from_the_start()
    {
        Assert.Equal(
            [
                """backup_untracked_backups{reason="archive_expired"} 0""",
                """backup_untracked_backups{reason="by_hand"} 0""",
                """backup_untracked_backups{reason="job_gone"} 0""",
                """backup_untracked_backups{reason="other_job"} 0""",
            ],
            await SeriesAsync("backup_untracked_backups{"));

        _storage.Publish(PlanOf() with { Untracked = [new(UntrackedReason.ByHand, 2, 3_000_000_000)] });
        Assert.Contains("""backup_untracked_backups{reason="by_hand"} 2""", await SeriesAsync("backup_untracked"));
        Assert.Contains("""backup_untracked_backups_bytes{reason="by_hand"} 3000000000""", await SeriesAsync("backup_untracked"));

        _storage.Publish(PlanOf());
        Assert.All(await SeriesAsync("backup_untracked"), series => Assert.EndsWith(" 0", series, StringComparison.Ordinal));
    }

    private static PlanDelta PlanOf() => PlanDelta.Nothing;

    private async Task<IReadOnlyList<string>> SeriesAsync(string prefix)
    {
        using var text = new MemoryStream();
        await _metrics.Registry.CollectAndExportAsTextAsync(text, TestContext.Current.CancellationToken);
        return [.. Encoding.UTF8.GetString(text.ToArray()).Split('\n').Where(line => line.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }
}
