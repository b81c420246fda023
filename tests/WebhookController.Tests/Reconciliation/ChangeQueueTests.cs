using Microsoft.Extensions.Time.Testing;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;
using WebhookController.Kubernetes;
using WebhookController.LeaderElection;
using WebhookController.Reconciliation;

namespace WebhookController.Tests.Reconciliation;

public sealed class ChangeQueueTests : IDisposable
{
    private readonly ChangeQueue _queue;
    private readonly Term _term;

    public ChangeQueueTests()
    {
        var clock = new FakeTimeProvider();
        _queue = new ChangeQueue(new ChangeBackoff(clock, new Jitter(new Random(1))), new RecentDeletions(clock), new RecentLowerings(clock));
        _term = Term.Unlimited(clock);
    }

    public void Dispose() => _term.Dispose();

    [Fact]
    public void The_newest_and_the_oldest_are_taken_in_turns()
    {
        foreach (var name in new[] { "a", "b", "c", "d" }) Offer(name, "1");

        Assert.Equal(["d", "a", "c", "b"], Enumerable.Range(0, 4).Select(_ => _queue.Take()!.Value.Source.Name));
        Assert.Null(_queue.Take());
    }

    [Fact]
    public void A_pvc_is_queued_once_with_its_latest_plan()
    {
        Offer("a", "1");
        Offer("a", "2");

        Assert.Equal("2", Assert.Single(_queue.Take()!.Value.Sequences).Changes[0].Target.Name);
        Assert.Null(_queue.Take());
    }

    [Fact]
    public void A_pvc_that_needs_nothing_any_more_leaves_the_queue()
    {
        Offer("a", "1");
        _queue.Offer(Pvc("a"), [], 1, _term);

        Assert.Null(_queue.Take());
    }

    [Fact]
    public void While_a_worker_is_at_a_pvc_no_other_takes_it()
    {
        Offer("a", "1");
        var taken = _queue.Take()!.Value;
        Offer("a", "1");

        Assert.Null(_queue.Take());
        Assert.False(_queue.IsIdle);

        _queue.Done(taken.Source, version: 1);
        Assert.Null(_queue.Take());
        Offer("a", "2");
        Assert.NotNull(_queue.Take());
    }

    [Fact]
    public void A_plan_that_is_older_than_the_work_on_its_pvc_is_not_taken()
    {
        Offer("a", "1", version: 5);
        _queue.Done(_queue.Take()!.Value.Source, version: 8);

        Offer("a", "1", version: 7);
        Assert.Null(_queue.Take());

        Offer("a", "2", version: 8);
        Assert.NotNull(_queue.Take());
    }

    [Fact]
    public void A_change_that_failed_is_offered_again_after_its_delay()
    {
        Offer("a", "1");
        var (source, sequences, _) = _queue.Take()!.Value;
        _queue.Failed(source, new FailedChange(sequences[0].Changes[0], ChangeResult.Failed, "no", TimeSpan.FromSeconds(7)));
        _queue.Done(source, version: 1);

        Assert.Equal(TimeSpan.FromSeconds(7), Offer("a", "1"));
        Assert.Equal(1, _queue.Waiting);
        Assert.Null(_queue.Take());
    }

    [Fact]
    public void What_was_queued_in_a_term_goes_with_it()
    {
        Offer("a", "1");
        _queue.Clear();

        Assert.Null(_queue.Take());
        Assert.True(_queue.IsIdle);
    }

    private TimeSpan? Offer(string pvc, string volume, long version = 1) => _queue.Offer(Pvc(pvc), [new(Pvc(pvc), [Label(volume)])], version, _term);

    private static ObjectKey Pvc(string name) => new("mon", name);

    private static LabelVolume Label(string volume) => new(
        new LonghornVolume { Key = new ObjectKey("longhorn-system", volume), Uid = volume, ResourceVersion = "1" }, [new("recurring-job.longhorn.io/job", "enabled")]);
}
