using WebhookController.Core.Labels;
using WebhookController.Core.Reviews;

namespace WebhookController.Core.Tests.Reviews;

public sealed class DefaultsReviewTests
{
    [Theory]
    [InlineData("retain", "101", "retain=101 is not allowed: use a whole number from 1 to 100")]
    [InlineData("interval", "5", "interval=5 is not allowed: use 1, 2, 3, 4, 6, 8, 12 or 24")]
    public void Mistakes_are_those_of_the_grammar_and_of_longhorns_ceiling(string key, string value, string message) =>
        Assert.Equal([message], DefaultsReview.MistakesOf(LabelSet.Of((key, value)), Limits.Default).Select(mistake => mistake.Message));

    [Fact]
    public void Without_a_known_ceiling_none_is_exceeded() => Assert.Empty(DefaultsReview.MistakesOf(LabelSet.Of(("retain", "101")), Limits.Unknown));

    [Fact]
    public void More_keys_than_are_told_apart_are_too_many() =>
        Assert.Equal((false, true), (DefaultsReview.IsTooLarge(LabelParser.UnknownNamed), DefaultsReview.IsTooLarge(LabelParser.UnknownNamed + 1)));
}
