using Microsoft.Extensions.Time.Testing;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;
using WebhookController.Kubernetes;
using WebhookController.Reconciliation;

namespace WebhookController.Tests.Reconciliation;

public sealed class RetryLedgerTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly RetryLedger _ledger;

    public RetryLedgerTests() => _ledger = new RetryLedger(_clock, new Jitter(new Random(1)));

    [Fact]
    public void A_change_that_never_failed_is_due() => Assert.Single(_ledger.Due(PlanOf(Label("a"))));

    [Fact]
    public void A_failed_change_waits_and_is_then_due_again()
    {
        _ledger.Failed(Label("a"), null);

        Assert.Empty(_ledger.Due(PlanOf(Label("a"))));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Single(_ledger.Due(PlanOf(Label("a"))));
    }

    [Fact]
    public void Delays_double_up_to_five_minutes_with_jitter_in_their_upper_half()
    {
        var longest = TimeSpan.FromSeconds(1);
        for (var failures = 1; failures <= 12; failures++)
        {
            _ledger.Failed(Label("a"), null);
            Assert.InRange(_ledger.DueIn!.Value, longest / 2, longest);
            longest = longest * 2 < TimeSpan.FromMinutes(5) ? longest * 2 : TimeSpan.FromMinutes(5);
        }
    }

    [Fact]
    public void A_clock_that_is_set_back_does_not_put_off_a_retry()
    {
        var clock = new WallClock();
        var ledger = new RetryLedger(clock, new Jitter(new Random(1)));
        ledger.Failed(Label("a"), null);

        clock.Now -= TimeSpan.FromHours(1);
        clock.Elapsed += TimeSpan.FromSeconds(1);

        Assert.Single(ledger.Due(PlanOf(Label("a"))));
    }

    [Fact]
    public void Thousands_of_retries_do_not_mean_thousands_of_passes()
    {
        for (var i = 0; i < 1000; i++) _ledger.Failed(Label($"v{i}"), null);

        _clock.Advance(TimeSpan.FromSeconds(0.75));

        Assert.Equal(TimeSpan.FromSeconds(0.5), _ledger.DueIn);
    }

    [Fact]
    public void One_failed_change_does_not_hold_up_the_sequences_of_others()
    {
        _ledger.Failed(Label("a"), null);

        Assert.Equal("b", Assert.Single(_ledger.Due(PlanOf(Label("a"), Label("b")))).Claim.Name);
    }

    [Fact]
    public void A_change_that_asks_for_something_else_by_now_does_not_wait()
    {
        _ledger.Failed(Label("a", "job-1"), null);

        Assert.Single(_ledger.Due(PlanOf(Label("a", "job-2"))));
    }

    [Fact]
    public void Success_forgets_the_failures()
    {
        _ledger.Failed(Label("a"), null);
        _ledger.Succeeded(Label("a"));

        Assert.Equal(0, _ledger.Count);
        Assert.Null(_ledger.DueIn);
    }

    [Fact]
    public void A_change_that_somebody_keeps_undoing_is_made_ever_more_slowly()
    {
        for (var times = 1; times <= 5; times++)
        {
            Assert.Single(_ledger.Due(PlanOf(Label("a"))));
            _ledger.Succeeded(Label("a"));
            _ledger.Due(PlanOf());
        }
        Assert.Single(_ledger.Due(PlanOf(Label("a"))));
        _ledger.Succeeded(Label("a"));

        Assert.Empty(_ledger.Due(PlanOf(Label("a"))));
        Assert.InRange(_ledger.DueIn!.Value, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1));
        Assert.Single(_ledger.Due(PlanOf(Label("b"))));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Single(_ledger.Due(PlanOf(Label("a"))));
        _ledger.Succeeded(Label("a"));
        _ledger.Due(PlanOf(Label("a")));
        Assert.InRange(_ledger.DueIn!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));

        _clock.Advance(TimeSpan.FromMinutes(11));
        _ledger.Due(PlanOf());
        for (var times = 1; times <= 5; times++) _ledger.Succeeded(Label("a"));
        Assert.Single(_ledger.Due(PlanOf(Label("a"))));
    }

    [Fact]
    public void What_was_made_and_stays_makes_nobody_wait()
    {
        for (var times = 1; times <= 9; times++) _ledger.Succeeded(Label("a"));
        _ledger.Due(PlanOf());

        Assert.Null(_ledger.DueIn);
    }

    [Fact]
    public void What_is_no_longer_planned_is_forgotten()
    {
        _ledger.Failed(Label("a"), null);
        _ledger.Due(PlanOf(Label("b")));

        Assert.Equal(0, _ledger.Count);
    }

    [Fact]
    public void The_servers_own_wish_counts_where_it_is_longer_but_never_beyond_the_longest_delay()
    {
        _ledger.Failed(Label("a"), TimeSpan.FromSeconds(42));
        Assert.Equal(TimeSpan.FromSeconds(42), _ledger.DueIn);

        _ledger.Failed(Label("a"), TimeSpan.FromDays(1));
        Assert.Equal(TimeSpan.FromMinutes(5), _ledger.DueIn);
    }

    private static Plan PlanOf(params LabelVolume[] changes) =>
        new([.. changes.Select(change => new ChangeSequence(new ObjectKey("mon", change.Target.Name), [change]))], [], [], null);

    private static LabelVolume Label(string volume, string job = "job") => new(
        new LonghornVolume { Key = new ObjectKey("longhorn-system", volume), Uid = volume, ResourceVersion = "1" },
        [new($"recurring-job.longhorn.io/{job}", "enabled")]);

    /// Whose wall clock can be set apart from the time that passes.
    private sealed class WallClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

        public TimeSpan Elapsed { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => Now;

        public override long GetTimestamp() => Elapsed.Ticks;
    }
}
