using WebhookController.LeaderElection;

namespace WebhookController.Tests.LeaderElection;

public sealed class TermTests
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(10);

    private readonly TwoClocks _clock = new();

    [Fact]
    public void A_term_expires_counted_from_before_the_request_for_the_Lease()
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
    public void A_renewal_extends_a_term_unless_it_is_too_late()
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
    public void An_answer_that_took_longer_than_the_term_starts_none()
    {
        var asked = ClockReading.Now(_clock);
        _clock.Advance(Length);
        using var term = new Term(asked, Length, _clock);

        Assert.True(term.IsOver);
    }

    [Fact]
    public void A_term_expires_while_the_machine_sleeps_and_its_monotonic_clock_stops()
    {
        using var term = new Term(ClockReading.Now(_clock), Length, _clock);

        _clock.SetWallClock(Length);

        Assert.True(term.IsOver);
        Assert.Throws<OperationCanceledException>(term.ThrowIfClosed);
        Assert.False(term.TryRenew(ClockReading.Now(_clock)));
    }

    [Fact]
    public void Setting_the_wall_clock_back_does_not_extend_a_term()
    {
        using var term = new Term(ClockReading.Now(_clock), Length, _clock);

        _clock.SetWallClock(-TimeSpan.FromDays(1));
        _clock.Advance(Length);

        Assert.True(term.IsOver);
    }

    [Fact]
    public void A_term_without_a_Lease_lasts_until_it_is_ended()
    {
        using var term = Term.Unlimited(_clock);
        _clock.Advance(TimeSpan.FromDays(1000));
        Assert.False(term.IsOver);

        term.End("enough");

        Assert.True(term.IsOver);
        Assert.Equal("enough", term.EndReason);
    }
}
