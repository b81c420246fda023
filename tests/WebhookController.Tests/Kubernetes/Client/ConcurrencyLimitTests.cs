using WebhookController.Kubernetes.Client;

namespace WebhookController.Tests.Kubernetes.Client;

public sealed class ConcurrencyLimitTests
{
    [Fact]
    public void A_window_of_good_answers_at_the_limit_adds_one()
    {
        var limit = new ConcurrencyLimit(8, 32);

        Window(limit, answers: 7);
        Assert.Equal(8, limit.Current);
        Window(limit, answers: 1);
        Assert.Equal(9, limit.Current);
        Window(limit, answers: 9);
        Assert.Equal(10, limit.Current);
    }

    [Fact]
    public void The_limit_does_not_grow_where_it_was_not_reached()
    {
        var limit = new ConcurrencyLimit(8, 32);

        for (var i = 0; i < 100; i++)
        {
            limit.Sent(inFlight: 7);
            limit.Answered(limit.Round, slow: false);
        }

        Assert.Equal(8, limit.Current);
    }

    [Fact]
    public void The_limit_ends_at_its_maximum()
    {
        var limit = new ConcurrencyLimit(8, 10);

        Window(limit, answers: 1000);

        Assert.Equal(10, limit.Current);
    }

    [Fact]
    public void Failures_of_one_round_halve_the_limit_once()
    {
        var limit = new ConcurrencyLimit(32, 32);
        var round = limit.Round;

        for (var i = 0; i < 32; i++) limit.Overloaded(round);
        Assert.Equal(16, limit.Current);

        limit.Overloaded(limit.Round);
        Assert.Equal(8, limit.Current);
    }

    [Fact]
    public void Answers_to_what_was_sent_before_a_decrease_count_for_nothing()
    {
        var limit = new ConcurrencyLimit(8, 32);
        var before = limit.Round;
        limit.Overloaded(before);

        for (var i = 0; i < 100; i++)
        {
            limit.Sent(4);
            limit.Answered(before, slow: i % 2 == 0);
        }

        Assert.Equal(4, limit.Current);
    }

    [Fact]
    public void The_limit_never_falls_below_one_and_recovers()
    {
        var limit = new ConcurrencyLimit(8, 32);

        for (var i = 0; i < 10; i++) limit.Overloaded(limit.Round);
        Assert.Equal(1, limit.Current);

        // 4 answers each up to 4, then as many as the limit.
        Window(limit, answers: (4 * 4) + 5 + 6 + 7);
        Assert.Equal(8, limit.Current);
        Window(limit, answers: 1000);
        Assert.Equal(32, limit.Current);
    }

    [Theory]
    [InlineData(4, 9)]
    [InlineData(5, 4)]
    public void The_majority_of_a_window_decides(int slow, int after)
    {
        var limit = new ConcurrencyLimit(8, 32);

        limit.Sent(8);
        for (var i = 0; i < 8; i++) limit.Answered(0, slow: i < slow);

        Assert.Equal(after, limit.Current);
    }

    [Theory]
    [InlineData(0, 0, 1, 1)]
    [InlineData(50, 32, 32, 32)]
    public void Values_out_of_range_are_clamped(int initial, int maximum, int current, int most)
    {
        var limit = new ConcurrencyLimit(initial, maximum);

        Assert.Equal((current, most), (limit.Current, limit.Maximum));
    }

    private static void Window(ConcurrencyLimit limit, int answers)
    {
        for (var i = 0; i < answers; i++)
        {
            limit.Sent(limit.Current);
            limit.Answered(limit.Round, slow: false);
        }
    }
}
