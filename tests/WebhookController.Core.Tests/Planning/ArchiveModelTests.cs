using CsCheck;
using WebhookController.Core.Archive;
using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Layers;
using WebhookController.Core.Naming;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;
using WebhookController.Core.Policy;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Planning;

/// The invariants of the archive, after every single change, whatever users, Longhorn, time and kills have done to it before.
public sealed class ArchiveModelTests
{
    private const int MostPasses = 8;

    // A pass comes after every event: whole, or cut short by a kill.
    private static readonly Gen<(int Event, int Which, int Cut)[]> Lives =
        Gen.Select(Gen.Int[0, ArchiveWorld.Events.Count - 1], Gen.Int[0, 11], Gen.Int[0, 7]).Array[1, 40];

    [Fact]
    public void Whatever_happens_nothing_is_lost_or_made_twice_and_every_archive_is_made_in_the_end() => Lives.SampleTheSame(
        life =>
        {
            var world = new ArchiveWorld();
            var run = new Run(world);
            foreach (var (happening, which, cut) in life)
            {
                ArchiveWorld.Events[happening].Happen(world, which);
                run.Pass(cut == 0 ? which % 3 : int.MaxValue);
            }
            run.Settle();
            for (var turn = 0; turn < 6; turn++)
            {
                world.Prosper();
                run.Settle();
                world.LetHoursPass();
                run.Settle();
            }
            run.AssertEveryArchiveIsReady();
        }, count: 1_000, print: life => string.Join('\n', life.Select(item => $"{ArchiveWorld.Events[item.Event].Name} {item.Which}{(item.Cut == 0 ? ", pass cut" : "")}")));

    private sealed class Run(ArchiveWorld world)
    {
        private readonly HashSet<string> _snapshots = [];
        private readonly HashSet<string> _backups = [];

        private Simulation Simulation => world.Simulation;

        private ClusterState State => world.Simulation.State;

        private Plan Plan() => Planner.Plan(State, EffectiveDefaults.BuiltIn, Simulation.Now);

        // I4: nothing is left to do once all is done.
        public void Settle()
        {
            for (var pass = 0; pass < MostPasses; pass++)
                if (!Pass(int.MaxValue)) return;
            Assert.Fail($"still not settled:\n{PlanText.Of(Plan())}");
        }

        /// Whether there was anything to do.
        public bool Pass(int most)
        {
            var (before, plan) = (State, Plan());
            AssertOneStory(plan);
            foreach (var sequence in plan.Sequences)
                foreach (var change in sequence.Changes.Take(most))
                {
                    AssertAllowed(change);
                    Simulation.Apply(change);
                    AssertNothingIsLost(before);
                }
            return plan.Changes.Any();
        }

        public void AssertEveryArchiveIsReady()
        {
            var plan = Plan();
            foreach (var claim in State.Claims.Items.Values)
            {
                var evaluation = BackupPolicy.Evaluate(claim, State);
                if (!evaluation.Valid || evaluation.Intent is not { OptedIn: true, Archive: true } || IsLost(claim, plan)) continue;
                Assert.Contains(plan.Archives, archive => archive.Claim == claim.Key && archive is { Ready: true, Failed: false } && archive.Job == State.JobNameOf(State.Resolve(claim)));
                Assert.DoesNotContain(plan.Archives, archive => archive.Claim == claim.Key && archive is { Failed: true, Retained: false });
                Assert.True(ArchiveJob.Of(ArchiveRequest.Of(claim, A.Keys, Simulation.Now), State.JobsOf(claim.Key), A.Keys) is not null, "another archive than the one asked for");
            }
        }

        // Whose backup vanished once it was complete waits for a person.
        private bool IsLost(Claim claim, Plan plan) => plan.Archives.Any(archive => archive.Claim == claim.Key
            && archive is { Ready: false, Failed: true, Retained: false } && archive.Outlook!.Contains("until", StringComparison.Ordinal))
            && ArchiveJob.Of(ArchiveRequest.Of(claim, A.Keys, Simulation.Now), State.Longhorn.Jobs.Items.Values, A.Keys) is { } keeper
            && ArchiveAnnotations.Read(keeper, A.Keys) is { Complete: true, Backup: { } backup } && State.Longhorn.Backups.IsAbsent(State.Longhorn.KeyOf(backup));

        private void AssertAllowed(Change change)
        {
            switch (change)
            {
                case DeleteJob delete:
                    Assert.False(JobOwnership.IsArchive(State.Longhorn.Jobs[delete.Target]!, A.Keys) && IsAskedFor(delete), $"I2: {change}");
                    break;
                case CreateSnapshot create:
                    Assert.True(_snapshots.Add(create.Target.Name), $"I5: {change}");
                    Assert.True(IsMarked(create), $"I6: {change}");
                    break;
                case CreateBackup create:
                    Assert.True(_backups.Add(create.Target.Name) || world.Vanished.Remove(create.Target.Name), $"I5: {change}");
                    break;
                default:
                    break;
            }
        }

        // As a record, or by a PVC that is there and asks for it by that name or another.
        private bool IsAskedFor(DeleteJob delete) => delete.Reason == DeletionReason.ClaimGone
            || State.ClaimsOf(delete.Source).Any(claim => claim.Intent is { OptedIn: true, Archive: true });

        private bool IsMarked(CreateSnapshot create) => State.Longhorn.Jobs.Items.Values.Any(job =>
            JobOwnership.IsManaged(job, A.Keys) && JobOwnership.IsArchive(job, A.Keys) && JobOwnership.SourceOf(job, A.Keys) == create.Source
            && ArchiveAnnotations.Read(job, A.Keys) is var marks && marks.Id?.ObjectName == create.Target.Name
            && ArchiveRequest.Of(State.Claims[create.Source]!, A.Keys, Simulation.Now).IsFor(marks));

        private void AssertNothingIsLost(ClusterState before)
        {
            foreach (var job in before.Longhorn.Jobs.Items.Values.Where(job => !JobOwnership.IsManaged(job, A.Keys)))
                Assert.Same(job, State.Longhorn.Jobs[job.Key]);                                                                     // I1
            foreach (var claim in before.Claims.Items.Values.Where(claim => BackupPolicy.Evaluate(claim, before) is { Valid: false, Violations: not [{ Condition: Condition.MissingEnabledLabel }] }))
                AssertKeepsItsJobs(claim, before);                                                                                  // I7
            Assert.All(before.Longhorn.Snapshots.Items.Keys, key => Assert.NotNull(State.Longhorn.Snapshots[key]));                 // I8
            Assert.All(before.Longhorn.Backups.Items.Keys, key => Assert.NotNull(State.Longhorn.Backups[key]));
        }

        private void AssertKeepsItsJobs(Claim claim, ClusterState before)
        {
            if (!BackupPolicy.Evaluate(claim, State).Valid)
                foreach (var job in before.Longhorn.Jobs.Items.Values.Where(job => JobOwnership.IsManaged(job, A.Keys) && JobOwnership.SourceOf(job, A.Keys) == claim.Key))
                    Assert.Same(job, State.Longhorn.Jobs[job.Key]);
        }

        // What is said of an archive must not contradict itself.
        private static void AssertOneStory(Plan plan)
        {
            foreach (var archives in plan.Archives.GroupBy(archive => archive.Job))
                Assert.DoesNotContain(archives, archive => archive is { Ready: true, Failed: true } or { Ready: true, Retained: true });
        }
    }
}
