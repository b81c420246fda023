using WebhookController.Core.Labels;

namespace WebhookController.Core.Tests.Labels;

public sealed class NearestKeyTests
{
    [Theory]
    [InlineData("enable", "enabled")]
    [InlineData("Enabled", "enabled")]
    [InlineData("intervall", "interval")]
    [InlineData("retian", "retain")]
    [InlineData("strat", "start")]
    [InlineData("retention", null)]
    [InlineData("concurency", "concurrency")]
    [InlineData("full-backup-intervall", "full-backup-interval")]
    [InlineData("fullbackupinterval", "full-backup-interval")]
    [InlineData("archive-delete-afther", "archive-delete-after")]
    [InlineData("archived", "archive")]
    [InlineData("schedule", null)]
    [InlineData("", null)]
    [InlineData("x", null)]
    public void Finds_the_word_that_was_meant_or_none(string word, string? meant) =>
        Assert.Equal(meant, NearestKey.To(word, LabelTable.All.Select(row => row.Name)));

    [Fact]
    public void Without_candidates_there_is_no_nearest() => Assert.Null(NearestKey.To("name", []));
}
