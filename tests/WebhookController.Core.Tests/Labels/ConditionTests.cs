using WebhookController.Core.Labels;

namespace WebhookController.Core.Tests.Labels;

public sealed class ConditionTests
{
    [Theory]
    [InlineData(Condition.MissingEnabledLabel, "missing_enabled_label")]
    [InlineData(Condition.InvalidEnabled, "invalid_enabled")]
    [InlineData(Condition.InvalidName, "invalid_name")]
    [InlineData(Condition.NameConflict, "name_conflict")]
    [InlineData(Condition.InvalidRetain, "invalid_retain")]
    [InlineData(Condition.InvalidInterval, "invalid_interval")]
    [InlineData(Condition.InvalidStart, "invalid_start")]
    [InlineData(Condition.InvalidFullBackupInterval, "invalid_full_backup_interval")]
    [InlineData(Condition.InvalidConcurrency, "invalid_concurrency")]
    [InlineData(Condition.InvalidArchive, "invalid_archive")]
    [InlineData(Condition.InvalidArchiveDeleteAfter, "invalid_archive_delete_after")]
    [InlineData(Condition.UnknownLabel, "unknown_label")]
    public void Has_the_name_that_alerts_know(Condition condition, string name) => Assert.Equal(name, condition.MetricName());

    [Fact]
    public void Every_condition_has_a_name_of_its_own()
    {
        var names = Enum.GetValues<Condition>().Select(condition => condition.MetricName()).ToList();

        Assert.Equal(names.Count, names.Distinct().Count());
        Assert.Throws<ArgumentOutOfRangeException>(() => ((Condition)99).MetricName());
    }
}
