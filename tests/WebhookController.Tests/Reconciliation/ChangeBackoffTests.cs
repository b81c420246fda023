using Microsoft.Extensions.Time.Testing;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;
using WebhookController.Kubernetes;
using WebhookController.Reconciliation;

namespace WebhookController.Tests.Reconciliation;

public sealed class ChangeBackoffTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly ChangeBackoff _backoff;

    public ChangeBackoffTests() => _backoff = new ChangeBackoff(_clock, new Jitter(new Random(1)));

    [Fact]
    public void A_change_that_never_failed_is_due() => Assert.Single(Due(Label("a")));

    [Fact]
    public void A_failed_change_waits_and_is_then_due_again()
    {
        _backoff.Failed(Pvc("a"), Label("a"), null);

        Assert.Empty(Due(Label("a")));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Single(Due(Label("a")));
    }

    // After an upgrade there may be thousands of them.
    [Fact]
    public void Leftovers_come_off_one_a_second_and_hold_up_nothing_else()
    {
        Change Leftover(string name) => Label(name) with { OnlyLeftovers = true };

        Assert.Single(_backoff.Sort(Pvc("a"), [new(Pvc("a"), [Leftover("a")])]).Due);
        Assert.Equal(TimeSpan.FromSeconds(1), _backoff.Sort(Pvc("b"), [new(Pvc("b"), [Leftover("b")])]).Next);
        Assert.Equal(TimeSpan.FromSeconds(2), _backoff.Sort(Pvc("c"), [new(Pvc("c"), [Leftover("c")])]).Next);
        Assert.Single(_backoff.Sort(Pvc("d"), [new(Pvc("d"), [Label("d")])]).Due);

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Single(_backoff.Sort(Pvc("b"), [new(Pvc("b"), [Leftover("b")])]).Due);
        Assert.Equal(TimeSpan.FromSeconds(1), _backoff.Sort(Pvc("c"), [new(Pvc("c"), [Leftover("c")])]).Next);
    }

    [Fact]
    public void Delays_double_up_to_five_minutes_with_jitter_in_their_upper_half()
    {
        var longest = TimeSpan.FromSeconds(1);
        for (var failures = 1; failures <= 12; failures++)
        {
            _backoff.Failed(Pvc("a"), Label("a"), null);
            Assert.InRange(DueIn(Label("a"))!.Value, longest / 2, longest);
            longest = longest * 2 < TimeSpan.FromMinutes(5) ? longest * 2 : TimeSpan.FromMinutes(5);
        }
    }

    [Fact]
    public void A_clock_that_is_set_back_does_not_put_off_a_retry()
    {
        var clock = new WallClock();
        var backoff = new ChangeBackoff(clock, new Jitter(new Random(1)));
        backoff.Failed(Pvc("a"), Label("a"), null);

        clock.Now -= TimeSpan.FromHours(1);
        clock.Elapsed += TimeSpan.FromSeconds(1);

        Assert.Single(backoff.Sort(Pvc("a"), [new(Pvc("a"), [Label("a")])]).Due);
    }

    [Fact]
    public void One_failed_change_does_not_hold_up_other_sequences()
    {
        _backoff.Failed(Pvc("a"), Label("a"), null);

        Assert.Equal("b", Assert.Single(Due(Label("a"), Label("b"))).Claim.Name);
    }

    [Fact]
    public void A_change_that_asks_for_something_else_by_now_does_not_wait()
    {
        _backoff.Failed(Pvc("a"), Label("a", "job-1"), null);

        Assert.Single(Due(Label("a", "job-2")));
    }

    [Fact]
    public void Success_forgets_the_failures()
    {
        _backoff.Failed(Pvc("a"), Label("a"), null);
        _backoff.Succeeded(Pvc("a"), Label("a"));

        Assert.Equal(0, _backoff.Count);
        Assert.Null(DueIn(Label("a")));
    }

    [Fact]
    public void A_change_that_somebody_keeps_undoing_is_made_ever_more_slowly()
    {
        for (var times = 1; times <= 5; times++)
        {
            Assert.Single(Due(Label("a")));
            _backoff.Succeeded(Pvc("a"), Label("a"));
            Due();
        }
        Assert.Single(Due(Label("a")));
        _backoff.Succeeded(Pvc("a"), Label("a"));

        Assert.Empty(Due(Label("a")));
        Assert.InRange(DueIn(Label("a"))!.Value, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1));
        Assert.Single(Due(Label("b")));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Single(Due(Label("a")));
        _backoff.Succeeded(Pvc("a"), Label("a"));
        Due(Label("a"));
        Assert.InRange(DueIn(Label("a"))!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));

        _clock.Advance(TimeSpan.FromMinutes(11));
        Due();
        for (var times = 1; times <= 5; times++) _backoff.Succeeded(Pvc("a"), Label("a"));
        Assert.Single(Due(Label("a")));
    }

    [Fact]
    public void What_was_made_and_stays_makes_nobody_wait()
    {
        for (var times = 1; times <= 9; times++) _backoff.Succeeded(Pvc("a"), Label("a"));

        Assert.Null(DueIn());
    }

    [Fact]
    public void What_is_no_longer_planned_is_forgotten()
    {
        _backoff.Failed(Pvc("a"), Label("a"), null);
        Due();

        Assert.Equal(0, _backoff.Count);
    }

    [Fact]
    public void The_servers_retry_after_counts_if_it_is_longer_but_never_beyond_the_longest_delay()
    {
        _backoff.Failed(Pvc("a"), Label("a"), TimeSpan.FromSeconds(42));
        Assert.Equal(TimeSpan.FromSeconds(42), DueIn(Label("a")));

        _backoff.Failed(Pvc("a"), Label("a"), TimeSpan.FromDays(1));
        Assert.Equal(TimeSpan.FromMinutes(5), DueIn(Label("a")));
    }

    private IReadOnlyList<ChangeSequence> Due(params LabelVolume[] changes) => Sort(changes).Due;

    private TimeSpan? DueIn(params LabelVolume[] changes) => Sort(changes).Next;

    private (IReadOnlyList<ChangeSequence> Due, TimeSpan? Next) Sort(LabelVolume[] changes) =>
        _backoff.Sort(Pvc(changes.Length == 0 ? "a" : changes[0].Target.Name), [.. changes.Select(change => new ChangeSequence(Pvc(change.Target.Name), [change]))]);

    private static ObjectKey Pvc(string name) => new("mon", name);

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
