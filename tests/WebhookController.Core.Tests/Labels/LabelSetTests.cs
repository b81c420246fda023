using WebhookController.Core.Labels;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Labels;

public sealed class LabelSetTests
{
    [Fact]
    public void Sets_with_the_same_labels_are_equal_whatever_their_order()
    {
        var (one, other) = (LabelSet.Of(("a", "1"), ("b", "2")), LabelSet.Of(("b", "2"), ("a", "1")));

        Assert.True(one.Equals(other));
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
        Assert.Equal(["a", "b"], other.Select(label => label.Key));
    }

    [Theory]
    [InlineData("a=1")]
    [InlineData("a=1 b=3")]
    [InlineData("a=1 c=2")]
    [InlineData("a=1 b=2 c=3")]
    public void A_missing_another_or_a_further_label_makes_a_difference(string labels) =>
        Assert.False(LabelSet.Of((A.Keys.Prefix + "a", "1"), (A.Keys.Prefix + "b", "2")).Equals(A.Labels(labels)));

    [Fact]
    public void A_null_set_and_another_type_are_not_equal()
    {
        Assert.False(LabelSet.Empty.Equals(null));
        Assert.False(LabelSet.Empty.Equals((object)"labels"));
        Assert.True(LabelSet.Empty.Equals((object)LabelSet.From([])));
    }

    [Fact]
    public void Of_a_repeated_key_the_last_value_counts() => Assert.Equal("2", LabelSet.Of(("a", "1"), ("a", "2"))["a"]);

    [Fact]
    public void A_label_that_is_not_set_is_null_and_keys_differ_by_case()
    {
        Assert.Null(LabelSet.Empty["a"]);
        Assert.Null(LabelSet.Of(("A", "1"))["a"]);
    }

    [Fact]
    public void With_sets_changes_and_removes()
    {
        var after = LabelSet.Of(("a", "1"), ("b", "2"), ("c", "3")).With([new("b", null), new("c", "4"), new("d", "5"), new("e", null)]);

        Assert.True(after.Equals(LabelSet.Of(("a", "1"), ("c", "4"), ("d", "5"))));
    }
}
