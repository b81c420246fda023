using CsCheck;
using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Layers;
using WebhookController.Core.Naming;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;
using WebhookController.Core.Policy;
using WebhookController.Core.Scheduling;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Planning;

/// The invariants of the planner, after every single change of every plan, on random clusters.
public sealed class PlannerModelTests
{
    // Enough for a chain of renames, each of which frees the name of the next; most clusters are settled by one pass.
    private const int MostPasses = 8;

    private static readonly EffectiveDefaults Defaults = EffectiveDefaults.BuiltIn;

    [Fact]
    public void Every_plan_settles_and_holds_the_invariants_at_every_step() => RandomWorld.Any.SampleTheSame(
        world =>
        {
            var simulation = Start(world);
            var first = simulation.State;
            Settle(simulation, () => AssertNothingIsLost(first, simulation.State));
            AssertSettled(simulation.State);
        }, count: 4_000, print: RandomWorld.Print);

    [Fact]
    public void A_pass_cut_short_anywhere_comes_to_the_same_end() => Gen.Select(RandomWorld.Any, Gen.Int[0, 1000].Array[1, 5]).SampleTheSame(
        (world, cuts) =>
        {
            var (whole, cut) = (Start(world), Start(world));
            Settle(whole);
            var first = cut.State;
            foreach (var at in cuts)
            {
                // Sequences are independent of each other: each is cut at a place of its own, and the last comes first.
                foreach (var sequence in Planner.Plan(cut.State, Defaults, A.Now).Sequences.Reverse())
                    foreach (var change in sequence.Changes.Take((at + sequence.Claim.Name.Length) % (sequence.Changes.Count + 1)))
                    {
                        cut.Apply(change);
                        AssertNothingIsLost(first, cut.State);
                    }
                if (at % 2 == 0) cut.CopyLabelsOfSources();
            }
            Settle(cut);
            AssertSettled(cut.State);
            Assert.Equal(Text(whole.State), Text(cut.State));
        }, count: 2_000, print: item => $"{RandomWorld.Print(item.Item1)}\ncuts {string.Join(' ', item.Item2)}");

    [Fact]
    public void Without_renames_conflicts_or_newly_bound_volumes_one_pass_is_enough() => RandomWorld.Any.SampleTheSame(
        world =>
        {
            var simulation = Start(world);
            var before = Planner.Plan(simulation.State, Defaults, A.Now);
            if (before.Changes.OfType<DeleteJob>().Any() || before.Statuses.Any(status => status.Violations.Count > 0)) return;
            simulation.Apply(before);

            Assert.All(Planner.Plan(simulation.State, Defaults, A.Now).Changes, change => Assert.True(OnlyTakesOff(change), change.Describe()));
        }, count: 1_000, print: RandomWorld.Print);

    private static Simulation Start(World world)
    {
        var simulation = new Simulation(world.State);
        simulation.CopyLabelsOfSources();
        return simulation;
    }

    private static void Settle(Simulation simulation, Action? afterEachChange = null)
    {
        for (var pass = 0; pass < MostPasses; pass++)
        {
            simulation.CopyLabelsOfSources();
            afterEachChange?.Invoke();
            var plan = Planner.Plan(simulation.State, Defaults, A.Now);
            if (!plan.Changes.Any()) return;
            foreach (var change in plan.Changes)
            {
                simulation.Apply(change);
                afterEachChange?.Invoke();
            }
        }
        Assert.Fail($"still not settled:\n{PlanText.Of(Planner.Plan(simulation.State, Defaults, A.Now))}");
    }

    private static void AssertNothingIsLost(ClusterState first, ClusterState now)
    {
        foreach (var job in first.Longhorn.Jobs.Items.Values)
        {
            var after = now.Longhorn.Jobs[job.Key];
            if (!JobOwnership.IsManaged(job, A.Keys)) Assert.Same(job, after);                                           // I1
            if (first.IsRecord(job)) Assert.Same(job, after);                                                             // I2, rule 8
            if (JobOwnership.SourceOf(job, A.Keys) is { } source && first.Claims.Unknown.Contains(source)) Assert.NotNull(after);
        }
        foreach (var claim in first.Claims.Items.Values)
        {
            var carried = Carried(claim, first);
            var evaluation = BackupPolicy.Evaluate(claim, first);
            if (first.Resolve(claim).Scope == Scope.NotLonghorn) continue;
            if (IsLeftAlone(claim, first)) AssertKeepsItsJobs(claim, first, now, labelsToo: false);
            if (LostItsLayer(claim, first) || first.Resolve(claim).Exemption is not null) continue;
            if (evaluation is { Valid: true, Intent.Archive: true }) AssertKeepsItsArchives(claim, first, now);
            if (carried.Count > 0 && !(evaluation.Valid && evaluation.Intent.OptedOut))
                Assert.True(Carried(claim, now).Count > 0, $"{claim.Key} is left without a job");
            if (!evaluation.Valid && !BackupPolicy.Evaluate(claim, now).Valid) AssertKeepsItsJobs(claim, first, now, labelsToo: true);  // I7
        }
    }

    // It asks for backups and is exempt, or nobody knows whether it is to be backed up.
    private static bool IsLeftAlone(Claim claim, ClusterState state) =>
        state.Resolve(claim) is var resolved && (resolved is { Exemption: not null, Labels.Intent.Enabled: true } || (resolved.Exemption is null && resolved.EnabledBy == EnabledBy.Undecided && !claim.Deleting));

    // No layer speaks of it any more, and a layer had asked for its jobs: it is as good as opted out.
    private static bool LostItsLayer(Claim claim, ClusterState state) => !claim.Deleting
        && state.Resolve(claim) is { EnabledBy: EnabledBy.Nobody, Layers.Complete: true } resolved
        && BackupPolicy.Evaluate(resolved, state).Violations is [{ Condition: Condition.MissingEnabledLabel }]
        && state.JobsOf(resolved).All(job => job.Annotations[A.Keys.OptedInBy] is not null);

    private static void AssertKeepsItsArchives(Claim claim, ClusterState first, ClusterState now)
    {
        foreach (var job in first.JobsOf(first.Resolve(claim)).Where(job => JobOwnership.IsArchive(job, A.Keys)))
            Assert.Equal((job.Uid, true), (now.Longhorn.Jobs[job.Key]?.Uid, JobOwnership.IsArchive(now.Longhorn.Jobs[job.Key]!, A.Keys)));
    }

    private static void AssertKeepsItsJobs(Claim claim, ClusterState first, ClusterState now, bool labelsToo)
    {
        foreach (var job in first.Longhorn.Jobs.Items.Values.Where(job => JobOwnership.IsManaged(job, A.Keys) && JobOwnership.SourceOf(job, A.Keys) == claim.Key))
            Assert.Same(job, now.Longhorn.Jobs[job.Key]);
        if (!labelsToo) return;
        foreach (var job in Carried(claim, first).Where(job => JobOwnership.SourceOf(job, A.Keys) == claim.Key))
            Assert.Contains(job, Carried(claim, now));
    }

    // I3 and, since it is asked of a state that plans nothing, I4.
    private static void AssertSettled(ClusterState state)
    {
        foreach (var claim in state.Claims.Items.Values.Where(claim => !claim.Deleting && state.Resolve(claim).Scope == Scope.Longhorn))
        {
            var evaluation = BackupPolicy.Evaluate(claim, state);
            if (!evaluation.Valid || IsLeftAlone(claim, state) || state.Resolve(claim).EnabledBy == EnabledBy.Undecided) continue;
            var wanted = state.JobNameOf(state.Resolve(claim));
            var own = state.Longhorn.Jobs.Items.Values.Where(job => JobOwnership.IsManaged(job, A.Keys) && JobOwnership.SourceOf(job, A.Keys) == claim.Key)
                .Where(job => !JobOwnership.IsArchive(job, A.Keys) && !job.Deleting)
                .Where(job => job.Key.Name == wanted || !RunsElsewhere(job, claim, state)).ToList();
            if (wanted is null) { Assert.Empty(own); continue; }
            var key = state.Longhorn.KeyOf(wanted);
            if (state.Longhorn.Jobs.Unknown.Contains(key) || state.Longhorn.Jobs[key] is { Deleting: true }) continue;

            Assert.Equal(claim.Key, JobOwnership.SourceOf(state.Longhorn.Jobs[key]!, A.Keys));
            if (claim.VolumeName is null) Assert.Equal(evaluation.Intent.Archive is true ? [] : [wanted], own.Select(job => job.Key.Name));
            if (VolumeOf(claim, state) is not { } volume) continue;
            Assert.Equal(LonghornLabels.Enabled, volume.JobLabels[LonghornLabels.ForJob(wanted)]);
            Assert.DoesNotContain(own, job => job.Key != key);
        }
    }

    // A label may have been there before the job it names.
    private static bool OnlyTakesOff(Change change) => change switch
    {
        DeleteJob => true,
        LabelVolume { Labels: var labels } => labels.All(label => label.Value is null),
        LabelClaim { Labels: var labels } => labels.All(label => label.Value is null),
        _ => false,
    };

    private static bool RunsElsewhere(RecurringJob job, Claim claim, ClusterState state) =>
        state.Claims.Items.Values.Any(other => other.Key != claim.Key && Carried(other, state).Contains(job));

    private static List<RecurringJob> Carried(Claim claim, ClusterState state) =>
    [
        .. from label in VolumeOf(claim, state)?.JobLabels ?? LabelSet.Empty
           where label.Value == LonghornLabels.Enabled
           let job = state.Longhorn.Jobs[state.Longhorn.KeyOf(LonghornLabels.JobOf(label.Key)!)]
           where job is not null && JobOwnership.IsManaged(job, A.Keys)
           select job,
    ];

    private static LonghornVolume? VolumeOf(Claim claim, ClusterState state) =>
        ClaimScope.LonghornVolumeOf(claim, state) is { } handle ? state.Longhorn.Volumes[state.Longhorn.KeyOf(handle)] : null;

    // Which of two PVCs that come to one name has it, depends on who had it first.
    private static string Text(ClusterState state) => string.Join('\n', Named(state).Split('\n').Order(StringComparer.Ordinal));

    private static string Named(ClusterState state) => state.Longhorn.Jobs.Items.Values
        .Where(job => JobOwnership.IsManaged(job, A.Keys) && JobOwnership.SourceOf(job, A.Keys) is not null)
        .OrderByDescending(job => job.Key.Name.Length)
        .Aggregate(Printed(state), (text, job) => text.Replace(job.Key.Name, $"job-of-{JobOwnership.SourceOf(job, A.Keys)}", StringComparison.Ordinal));

    private static string Printed(ClusterState state) => RandomWorld.Print(new World
    {
        Objects =
        [
            .. state.Claims.Items.Values.OrderBy(item => item.Key).Select(claim => claim with { JobLabels = OfItsOwn(claim, state) }),
            .. state.Longhorn.Jobs.Items.Values.OrderBy(item => item.Key).Select(job => job with { Spec = job.Spec with { Cron = Schedule(job) } }),
            .. state.Longhorn.Volumes.Items.Values.OrderBy(item => item.Key).Select(volume => volume with { JobLabels = SwitchedOn(volume.JobLabels) }),
        ],
    });

    // A spread start follows from the name.
    private static string Schedule(RecurringJob job) =>
        CronSchedule.Read(job.Spec.Cron) is { } runs && runs.First == SpreadStart.Of(job.Key.Name, (int)runs.Interval.TotalHours) ? $"spread over {runs.Interval}" : job.Spec.Cron;

    // Others' jobs may have the names that its labels hold, in one run and not in the other.
    private static LabelSet OfItsOwn(Claim claim, ClusterState state) => LabelSet.From(SwitchedOn(claim.JobLabels)
        .Where(label => LonghornLabels.JobOf(label.Key) is not { } name || (state.JobNamed(name) is { } job && state.Owns(state.Resolve(claim), job))));

    // A label that is switched off has no effect.
    private static LabelSet SwitchedOn(LabelSet labels) => LabelSet.From(labels.Where(label => label.Value == LonghornLabels.Enabled));
}
