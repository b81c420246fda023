using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Layers;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Planning;

/// Lower retention is how backups get deleted: in whatever steps it comes, it waits for a person where it would cost many.
public sealed class RetentionGuardTests
{
    private const int Pvcs = 20;
    private const int BackupsEach = 8;

    private readonly IncrementalPlanner _planner = new();
    private ClusterState _state = World.Of([.. Enumerable.Range(0, Pvcs).SelectMany(i => (ClusterObject[])
    [
        A.Claim($"web/{i}", $"enabled=true name={i}"),
        Job(i, BackupsEach),
        .. Enumerable.Range(0, BackupsEach).Select(n => A.Completed($"b{i}-{n}", "v", A.Now, $"backup-web-{i}")),
    ])]);

    [Fact]
    public void Small_steps_add_up_as_long_as_the_backups_are_there()
    {
        Lower(7);
        Assert.Null(_planner.HeldRetention);
        Follow();
        Lower(6);
        Assert.Null(_planner.HeldRetention);
        Follow();

        Lower(5);

        Assert.Equal((60, 160), (_planner.HeldRetention!.AtStake, _planner.HeldRetention.AllBackups));
        Assert.Empty(_planner.Plan.Changes);
    }

    [Fact]
    public void Jobs_that_Longhorn_recreated_are_not_lowered_as_they_are_adopted()
    {
        foreach (var i in Enumerable.Range(0, Pvcs)) Put(StateSlots.Jobs, Job(i, BackupsEach) with { Labels = LabelSet.Empty, ResourceVersion = "2" });

        Lower(3);

        Assert.Equal(100, _planner.HeldRetention!.AtStake);
        Assert.All(_planner.Plan.Changes, change => Assert.Null(((PatchJob)change).Spec));
        Assert.Equal(Pvcs, _planner.Plan.Changes.Count());
    }

    [Fact]
    public void A_restart_holds_what_was_held_with_the_same_digest()
    {
        Lower(3);
        var again = Planner.Plan(_state, Defaults("retain=3"), A.Now);

        Assert.Equal(_planner.HeldRetention!.Digest, again.HeldRetention!.Digest);
        Assert.Empty(again.Changes);
    }

    [Fact]
    public void Labels_that_are_taken_off_one_by_one_count_together()
    {
        _planner.Pass(_state, Defaults("retain=1"), A.Now, Affected.Everything());
        var lowered = new Dictionary<string, int>();
        var planner = new IncrementalPlanner();
        foreach (var i in Enumerable.Range(0, Pvcs)) Put(StateSlots.Claims, A.Claim($"web/{i}", $"enabled=true name={i} retain={BackupsEach}") with { ResourceVersion = "2" });
        planner.Pass(_state, Defaults("retain=1"), A.Now, Affected.Everything());
        for (var i = 0; i < Pvcs && planner.HeldRetention is null; i++)
        {
            var affected = Put(StateSlots.Claims, A.Claim($"web/{i}", $"enabled=true name={i}") with { ResourceVersion = "3" });
            planner.Pass(_state, Defaults("retain=1"), A.Now, affected, loweredLately: lowered);
            if (planner.HeldRetention is not null) break;
            Assert.Single(planner.Plan.Changes);
            affected = Put(StateSlots.Jobs, Job(i, 1) with { ResourceVersion = "2" });
            lowered[$"backup-web-{i}"] = 1;
            planner.Pass(_state, Defaults("retain=1"), A.Now, affected, loweredLately: lowered);
        }

        // Five cost 35 of 160; the sixth would be too many.
        Assert.Equal((5, 42), (lowered.Count, planner.HeldRetention!.AtStake));
    }

    [Fact]
    public void What_is_agreed_to_goes_down_to_the_last_job_and_no_further()
    {
        Lower(3);
        var consent = Defaults($"retain=3 allow-lower-retention={_planner.HeldRetention!.Digest}");
        var first = Planner.Plan(_state, consent, A.Now);
        Assert.Equal(Pvcs, first.Changes.Count());
        foreach (var i in Enumerable.Range(0, 5)) Put(StateSlots.Jobs, Job(i, 3) with { ResourceVersion = "2" });

        var agreed = consent with { AgreedRetention = first.AgreedRetention };
        Assert.Equal(15, Planner.Plan(_state, agreed, A.Now).Changes.Count());
        Assert.NotNull(Planner.Plan(_state, agreed with { AllowLowerRetention = null }, A.Now).HeldRetention);
        Assert.NotNull(Planner.Plan(_state, agreed with { Settings = agreed.Settings with { Retain = 2 } }, A.Now).HeldRetention);
    }

    [Fact]
    public void What_is_held_is_given_out_to_the_queue_again_once_it_is_agreed_to()
    {
        Lower(3);
        var delta = _planner.Pass(_state, Defaults($"retain=3 allow-lower-retention={_planner.HeldRetention!.Digest}"), A.Now, new Affected());

        Assert.Equal(Pvcs, delta.Changes.Count(change => _planner.SequencesOf(change.After!).Count == 1));
        Assert.Null(delta.HeldRetention);
    }

    private void Lower(int retain) => _planner.Pass(_state, Defaults($"retain={retain}"), A.Now, new Affected());

    private void Follow()
    {
        foreach (var patch in _planner.Plan.Changes.OfType<PatchJob>().ToList())
            Put(StateSlots.Jobs, patch.Observed with { Spec = patch.Spec!, ResourceVersion = $"{int.Parse(patch.Observed.ResourceVersion) + 1}" });
    }

    private Affected Put<T>(StateSlot<T> slot, T item) where T : ClusterObject
    {
        var affected = new Affected();
        _state = ClusterChange.Apply(_state, slot, item.Key, set => set.Put(item), A.Now, affected);
        return affected;
    }

    private static RecurringJob Job(int i, int retain) => A.Job($"backup-web-{i}", $"web/{i}", retain: retain);

    private static EffectiveDefaults Defaults(string data) => EffectiveDefaults.After(null, A.ConfigMap(data));
}
