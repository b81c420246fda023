using WebhookController.Core.Objects;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Objects;

public sealed class JobLabelTimesTests
{
    private static JobLabelTimes None => default;
    private static readonly DateTimeOffset Later = A.Now.AddHours(1);

    [Fact]
    public void Of_each_label_the_latest_time_counts()
    {
        Assert.Null(None["a"]);
        Assert.Equal((A.Now, null), (None.With("a", A.Now)["a"], None.With("a", A.Now)["b"]));
        Assert.Equal(Later, None.With("a", A.Now).With("a", Later).With("a", A.Now)["a"]);

        var several = None.With("a", A.Now).With("b", Later).With("a", A.Now.AddHours(-1)).With("b", A.Now);
        Assert.Equal((A.Now, Later, null), (several["a"], several["b"], several["c"]));
    }

    [Fact]
    public void Times_are_equal_whatever_the_order_in_which_they_came()
    {
        Assert.Equal(None.With("a", A.Now).With("b", Later), None.With("b", Later).With("a", A.Now));
        Assert.Equal(None.With("a", A.Now), None.With("a", A.Now.ToOffset(TimeSpan.FromHours(2))));
        Assert.NotEqual(None.With("a", A.Now).With("b", Later), None.With("b", A.Now).With("a", A.Now));
        Assert.NotEqual(None.With("a", A.Now), None.With("b", A.Now));
        Assert.NotEqual(None.With("a", A.Now), None.With("a", Later));
        Assert.NotEqual(None.With("a", A.Now).With("b", Later), None.With("a", A.Now));
        Assert.NotEqual(None, None.With("a", A.Now));
        Assert.Equal(None, default);
    }
}
