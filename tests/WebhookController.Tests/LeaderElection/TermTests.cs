using WebhookController.LeaderElection;

namespace WebhookController.Tests.LeaderElection;

public sealed class TermTests
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(10);

    private readonly TwoClocks _clock = new();

    [Fact]
    public void It_ends_by_itself_counted_from_before_the_Lease_was_asked_for()
    {
        var asked = ClockReading.Now(_clock);
        _clock.Advance(TimeSpan.FromSeconds(4));
        using var term = new Term(asked, Length, _clock);

        _clock.Advance(TimeSpan.FromSeconds(5.9));
        Assert.False(term.IsOver);
        term.ThrowIfClosed();
        _clock.Advance(TimeSpan.FromSeconds(0.1));

        Assert.True(term.IsOver);
        Assert.True(term.Token.IsCancellationRequested);
        Assert.Throws<OperationCanceledException>(term.ThrowIfClosed);
    }

    [Fact]
    public void A_renewal_prolongs_it_and_one_that_comes_too_late_does_not()
    {
        using var term = new Term(ClockReading.Now(_clock), Length, _clock);
        _clock.Advance(TimeSpan.FromSeconds(9));
        Assert.True(term.TryRenew(ClockReading.Now(_clock)));
        _clock.Advance(TimeSpan.FromSeconds(9));
        Assert.False(term.IsOver);
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.False(term.TryRenew(ClockReading.Now(_clock)));
        Assert.True(term.IsOver);
    }

    [Fact]
    public void An_answer_that_took_longer_than_the_term_begins_none()
    {
        var asked = ClockReading.Now(_clock);
        _clock.Advance(Length);
        using var term = new Term(asked, Length, _clock);

        Assert.True(term.IsOver);
    }

    [Fact]
    public void A_machine_that_slept_ends_it_though_its_monotonic_clock_stood_still()
    {
        using var term = new Term(ClockReading.Now(_clock), Length, _clock);

        _clock.SetWallClock(Length);

        Assert.True(term.IsOver);
        Assert.Throws<OperationCanceledException>(term.ThrowIfClosed);
        Assert.False(term.TryRenew(ClockReading.Now(_clock)));
    }

    [Fact]
    public void A_wall_clock_that_is_set_back_does_not_make_it_longer()
    {
        using var term = new Term(ClockReading.Now(_clock), Length, _clock);

        _clock.SetWallClock(-TimeSpan.FromDays(1));
        _clock.Advance(Length);

        Assert.True(term.IsOver);
    }

    [Fact]
    public void One_without_a_Lease_lasts_until_it_is_ended()
    {
        using var term = Term.Unlimited(_clock);
        _clock.Advance(TimeSpan.FromDays(1000));
        Assert.False(term.IsOver);

        term.End("enough");

        Assert.True(term.IsOver);
        Assert.Equal("enough", term.EndReason);
    }
}
