using System.Text;
using CsCheck;
using WebhookController.Core.Labels;
using WebhookController.Kubernetes.Objects;

namespace WebhookController.Tests.Kubernetes.Objects;

public sealed class SharedStringsTests
{
    [Fact]
    public void Equal_texts_are_one_string()
    {
        var strings = new SharedStrings(1024);

        Assert.Same(strings.Get("longhorn-system"u8), strings.Get("longhorn-system"u8));
    }

    [Fact]
    public void Equal_label_sets_are_one_set()
    {
        var strings = new SharedStrings(1024);

        Assert.Same(strings.Get(LabelSet.Of(("a", "b"))), strings.Get(LabelSet.Of(("a", "b"))));
        Assert.Same(LabelSet.Empty, strings.Get(LabelSet.From([])));
        Assert.NotEqual(strings.Get(LabelSet.Of(("a", "b"))), strings.Get(LabelSet.Of(("a", "c"))));
    }

    // With four slots almost every text displaces another.
    [Fact]
    public void Every_text_comes_back_as_it_was_however_few_slots_there_are() => Gen.String.Array.Sample(texts =>
    {
        var strings = new SharedStrings(4);
        foreach (var text in texts)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            if (strings.Get(bytes) != Encoding.UTF8.GetString(bytes)) return false;
        }

        return true;
    });

    [Theory]
    [InlineData(320)]
    [InlineData(321)]
    [InlineData(100_000)]
    public void A_long_text_is_read_like_any_other(int length)
    {
        var text = new string('x', length);

        Assert.Equal(text, new SharedStrings(4).Get(Encoding.UTF8.GetBytes(text)));
    }
}
