using WebhookController.Kubernetes.Client;

namespace WebhookController.Tests.Kubernetes.Client;

public sealed class LatencyBaselineTests
{
    private readonly LatencyBaseline _latencies = new();

    [Theory]
    [InlineData(5, 14, false)]
    [InlineData(5, 104, false)]
    [InlineData(5, 106, true)]
    [InlineData(100, 299, false)]
    [InlineData(100, 301, true)]
    public void Slow_is_three_times_the_minimum_and_a_tenth_of_a_second_more(int minimum, int latency, bool slow)
    {
        Assert.False(IsSlow("patch", minimum));

        Assert.Equal(slow, IsSlow("patch", latency));
    }

    [Fact]
    public void The_first_answer_which_opened_the_connection_is_not_the_norm_for_long()
    {
        IsSlow("patch", 400);
        IsSlow("patch", 5);

        Assert.True(IsSlow("patch", 400));
    }

    [Fact]
    public void Each_operation_has_its_own_norm()
    {
        IsSlow("patch persistentvolumeclaims", 5);

        Assert.False(IsSlow("create recurringjobs.longhorn.io", 500));
        Assert.False(IsSlow("create recurringjobs.longhorn.io", 510));
        Assert.True(IsSlow("patch persistentvolumeclaims", 510));
    }

    [Fact]
    public void A_server_that_became_slower_for_good_is_the_new_norm_once_it_is_asked_one_thing_at_a_time()
    {
        IsSlow("patch", 5);
        Assert.True(IsSlow("patch", 500));
        Assert.True(IsSlow("patch", 500));

        Assert.False(IsSlow("patch", 500, wasAlone: true));
        Assert.False(IsSlow("patch", 510));

        IsSlow("patch", 5);
        Assert.True(IsSlow("patch", 500));
    }

    private bool IsSlow(string operation, int milliseconds, bool wasAlone = false) =>
        _latencies.IsSlow(operation, TimeSpan.FromMilliseconds(milliseconds), wasAlone);
}
