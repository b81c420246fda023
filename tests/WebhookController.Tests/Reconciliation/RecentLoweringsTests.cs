using Microsoft.Extensions.Time.Testing;
using WebhookController.Core.Layers;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;
using WebhookController.Reconciliation;

namespace WebhookController.Tests.Reconciliation;

public sealed class RecentLoweringsTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly RecentLowerings _lowerings;

    public RecentLoweringsTests() => _lowerings = new(_clock);

    [Fact]
    public void A_job_lowered_by_default_counts_until_longhorn_has_had_a_day_to_delete()
    {
        Lower("a", 20);
        _clock.Advance(TimeSpan.FromHours(20));
        Lower("b", 3);
        Lower("a", 10);
        Assert.Equal([("a", 10), ("b", 3)], Jobs());

        _clock.Advance(TimeSpan.FromHours(5));
        Assert.Equal([("a", 10), ("b", 3)], Jobs());

        _clock.Advance(TimeSpan.FromHours(20));
        Assert.Equal([("a", 10), ("b", 3)], Jobs(forgets: false));
        Assert.Empty(Jobs());
    }

    [Fact]
    public void What_a_pvcs_own_label_lowers_does_not_count()
    {
        _lowerings.Add(Patch("a", 3) with { LowersByDefault = false });

        Assert.Empty(Jobs());
    }

    [Fact]
    public void What_was_agreed_to_does_not_count_whether_before_or_after()
    {
        Lower("a", 3);
        _lowerings.Agree(new Consent("abc", new HashSet<string> { RetainLowering.ItemOf("uid-a", 3), RetainLowering.ItemOf("uid-b", 3) }));
        Lower("b", 3);
        Assert.Empty(Jobs());

        Lower("b", 2);
        Assert.Equal([("b", 2)], Jobs());
    }

    private void Lower(string job, int retain) => _lowerings.Add(Patch(job, retain));

    private IEnumerable<(string, int)> Jobs(bool forgets = true) => _lowerings.Jobs(forgets).Select(job => (job.Key, job.Value)).Order();

    private static PatchJob Patch(string job, int retain)
    {
        var spec = new JobSpec { Task = "backup", Cron = "30 0/4 * * ?", Retain = 30, Concurrency = 1 };
        var observed = new RecurringJob { Key = new("longhorn-system", job), Uid = $"uid-{job}", ResourceVersion = "1", Spec = spec };
        return new PatchJob(observed, [], [], spec with { Retain = retain }, []) { LowersByDefault = true };
    }
}
