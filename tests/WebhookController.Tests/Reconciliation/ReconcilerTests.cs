using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using WebhookController.Cache;
using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Layers;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;
using WebhookController.Events;
using WebhookController.Kubernetes;
using WebhookController.Kubernetes.Client;
using WebhookController.LeaderElection;
using WebhookController.Reconciliation;
using WebhookController.Tests.Cache;
using WebhookController.Tests.Kubernetes.Support;

namespace WebhookController.Tests.Reconciliation;

public sealed class ReconcilerTests : IAsyncLifetime
{
    private static readonly TimeSpan Resync = TimeSpan.FromMinutes(5);

    private readonly FakeTimeProvider _clock = new();
    private readonly Leadership _leadership = new(NullLogger<Leadership>.Instance);
    private readonly RecordingObserver _observer = new();
    private readonly RecentDeletions _deletions;
    private readonly RecentLowerings _lowerings;
    private readonly ChangeQueue _queue;
    private readonly ClusterCache _cache;
    private ScriptedServer _server = null!;
    private ApiConnection _connection = null!;
    private Reconciler _reconciler = null!;

    public ReconcilerTests()
    {
        _deletions = new RecentDeletions(_clock);
        _lowerings = new RecentLowerings(_clock);
        _queue = new ChangeQueue(new ChangeBackoff(_clock, new Jitter(new Random(1))), _deletions, _lowerings);
        _cache = new ClusterCache(LabelKeys.Default, "longhorn-system", _clock)
            .LoadAll()
            .Load(StateSlots.Claims, [.. Enumerable.Range(0, 100).Select(Claim)]);
    }

    public async ValueTask InitializeAsync()
    {
        _server = await ScriptedServer.StartAsync();
        _connection = TestClient.Connect(_server, timeProvider: _clock);
        // Never started: what is recorded stays where it is.
        var recorder = new EventRecorder(
            new ApiClient(_connection), new Leadership(NullLogger<Leadership>.Instance), new EventReporter("c", "i"), new EventOptions(), _clock, new DeafObserver(), NullLogger<EventRecorder>.Instance);
        _reconciler = new Reconciler(
            _cache, new DefaultsStore(), _queue, _deletions, _lowerings, new PlanLogger(NullLogger<PlanLogger>.Instance), new EventPublisher(recorder, new("backup-controller", "backup-defaults")),
            _observer, _leadership, new ReconcilerOptions { Resync = Resync }, _clock);
    }

    public async ValueTask DisposeAsync()
    {
        _connection.Dispose();
        await _server.DisposeAsync();
        _leadership.Dispose();
    }

    [Fact]
    public void A_leader_plans_everything_first_and_then_what_changed()
    {
        Lead();
        Assert.Equal((true, 100), Pass());
        Assert.Equal((false, 0), Pass());

        _cache.Put(StateSlots.Claims, Claim(7) with { ResourceVersion = "2", Labels = LabelSet.Of(("backup.vluwte.nl/enabled", "false")) });

        Assert.Equal((false, 1), Pass());
    }

    [Fact]
    public void Each_resync_plans_everything_and_nothing_is_due_before()
    {
        Lead();
        var rest = _reconciler.Pass();
        Assert.Equal(Resync, rest);

        _clock.Advance(Resync);

        Assert.True(Pass().Full);
    }

    [Fact]
    public void A_follower_plans_nothing_and_is_not_woken()
    {
        var woken = 0;
        _cache.Changed += () => woken++;
        _reconciler.Pass();

        _cache.Put(StateSlots.Claims, Claim(7) with { ResourceVersion = "2", Labels = LabelSet.Empty });

        Assert.Equal(0, woken);
        Assert.Equal(PlanDelta.Nothing, _observer.Last);
        Assert.Null(_queue.Take());
    }

    [Fact]
    public void A_leader_is_woken_by_what_changes_a_plan_and_by_nothing_else()
    {
        Lead();
        _reconciler.Pass();
        var woken = 0;
        _cache.Changed += () => woken++;

        _cache.Put(StateSlots.Claims, Claim(7) with { ResourceVersion = "2" });
        Assert.Equal(0, woken);

        _cache.Put(StateSlots.Claims, Claim(7) with { ResourceVersion = "3", VolumeName = "pv" });
        Assert.Equal(1, woken);
    }

    [Fact]
    public void A_new_term_starts_from_nothing()
    {
        Lead();
        _reconciler.Pass();
        Assert.NotNull(_queue.Take());

        Lead();

        Assert.Equal((true, 100), Pass());
    }

    [Fact]
    public void A_retry_that_waits_costs_no_pass_until_it_is_due()
    {
        Lead();
        _reconciler.Pass();
        var (source, sequences, _) = _queue.Take()!.Value;
        while (_queue.Take() is var (other, _, _)) _queue.Done(other, _cache.Version);
        _queue.Failed(source, new FailedChange(sequences[0].Changes[0], ChangeResult.Failed, "no", TimeSpan.FromSeconds(40)));
        _queue.Done(source, _cache.Version);
        _cache.MarkAffected(source);

        Assert.Equal(TimeSpan.FromSeconds(40), _reconciler.Pass());
        _clock.Advance(TimeSpan.FromSeconds(39));
        Assert.Equal(TimeSpan.FromSeconds(1), _reconciler.Pass());
        _clock.Advance(TimeSpan.FromSeconds(1));
        _reconciler.Pass();

        Assert.Equal(source, _queue.Take()!.Value.Source);
    }

    // What a worker wrote while a pass was planning is not written again: the pass took its state before.
    [Fact]
    public void A_plan_from_before_the_end_of_a_workers_work_is_not_worked_on()
    {
        Lead();
        _reconciler.Pass();
        var (source, sequences, _) = Assert.NotNull(_queue.Take());
        while (_queue.Take() is var (other, _, _)) _queue.Done(other, _cache.Version);
        _cache.Put(StateSlots.Claims, Assert.IsType<Claim>(_cache.State.Claims[source]) with { ResourceVersion = "2", VolumeName = "pv" });
        _observer.WhilePlanning = () =>
        {
            var create = Assert.IsType<CreateJob>(sequences[0].Changes[0]);
            _queue.Succeeded(source, create);
            _cache.Put(StateSlots.Jobs, new RecurringJob
            {
                Key = create.Target,
                Uid = "j",
                ResourceVersion = "3",
                Labels = create.Job.Labels,
                Annotations = create.Job.Annotations,
                Spec = create.Job.Spec,
            });
            _queue.Done(source, _cache.Version);
            _cache.MarkAffected(source);
        };

        _reconciler.Pass();

        Assert.Null(_queue.Take());
    }

    // A PVC that goes while a worker is at it, and whose change then fails, waits for nothing.
    [Fact]
    public void What_failed_for_a_pvc_that_went_meanwhile_is_forgotten()
    {
        Lead();
        _reconciler.Pass();
        var (source, sequences, _) = Assert.NotNull(_queue.Take());
        while (_queue.Take() is var (other, _, _)) _queue.Done(other, _cache.Version);
        _cache.Update(StateSlots.Claims, source, set => set.Remove(source, null));
        _reconciler.Pass();
        _queue.Failed(source, new FailedChange(sequences[0].Changes[0], ChangeResult.Failed, "no", null));
        _queue.Done(source, _cache.Version);
        _cache.MarkAffected(source);
        _reconciler.Pass();
        _clock.Advance(Resync);
        _reconciler.Pass();

        Assert.Equal(0, _queue.Waiting);
    }

    // Deletions that follow each other closely are as many as those of one moment.
    [Fact]
    public void Deletions_that_come_one_by_one_are_held_too()
    {
        Lead();
        _reconciler.Pass();
        MakeAll();
        var deleted = 0;
        foreach (var number in Enumerable.Range(0, 100))
        {
            Remove(number);
            _clock.Advance(TimeSpan.FromMilliseconds(5));
            _reconciler.Pass();
            deleted += MakeAll();
        }

        Assert.InRange(deleted, 0, 25);
    }

    // Consent covers what it was given for, down to the last deletion; what comes later is nobody's mass.
    [Fact]
    public void One_more_deletion_after_a_mass_that_was_agreed_to_goes_ahead()
    {
        Lead();
        _reconciler.Pass();
        MakeAll();
        foreach (var number in Enumerable.Range(0, 60)) Remove(number);
        _reconciler.Pass();
        Assert.Equal(0, MakeAll());
        _cache.Load(StateSlots.ConfigMaps, new ConfigMap
        {
            Key = new("backup-controller", "backup-defaults"),
            Uid = "d",
            ResourceVersion = "1",
            Data = LabelSet.Of((DefaultsParser.AllowMassDeletionKey, _observer.Last!.Held!.Digest)),
        });
        _reconciler.Pass();
        Assert.Equal(60, MakeAll());
        _reconciler.Pass();

        Remove(70);
        _reconciler.Pass();

        Assert.Equal(1, MakeAll());
    }

    // As with deletions: what goes down one after the other is as much as what goes down at once.
    [Fact]
    public void Retention_that_is_lowered_one_by_one_through_the_defaults_stops_before_it_is_a_quarter()
    {
        Lead();
        foreach (var number in Enumerable.Range(0, 20)) Keep(number, "30");
        foreach (var number in Enumerable.Range(20, 80)) Remove(number);
        _reconciler.Pass();
        MakeAll();
        _cache.Load(StateSlots.Backups, [.. Enumerable.Range(0, 20).SelectMany(number => Enumerable.Range(0, 10).Select(n => BackupOf(number, n)))]);
        _cache.Load(StateSlots.ConfigMaps, Defaults("retain", "1"));
        _reconciler.Pass();
        foreach (var number in Enumerable.Range(0, 20))
        {
            Keep(number, null);
            _reconciler.Pass();
            MakeAll();
            _reconciler.Pass();
        }

        // Each costs nine of two hundred backups.
        Assert.Equal(5, _cache.State.Longhorn.Jobs.Items.Values.Count(job => job.Spec.Retain == 1));
        Assert.Equal(15, _observer.Last!.HeldRetention!.Lowerings.Count);

        _cache.Load(StateSlots.ConfigMaps, Defaults("retain", "1", (DefaultsParser.AllowLowerRetentionKey, _observer.Last.HeldRetention.Digest)));
        _reconciler.Pass();
        MakeAll();
        _reconciler.Pass();
        Assert.All(_cache.State.Longhorn.Jobs.Items.Values, job => Assert.Equal(1, job.Spec.Retain));
    }

    private void Keep(int number, string? retain) => _cache.Put(StateSlots.Claims, Claim(number) with
    {
        ResourceVersion = retain is null ? "3" : "2",
        Labels = retain is null ? Claim(number).Labels : Claim(number).Labels.With([new("backup.vluwte.nl/retain", retain)]),
    });

    private static ConfigMap Defaults(string key, string value, params (string, string)[] more) =>
        new() { Key = new("backup-controller", "backup-defaults"), Uid = "d", ResourceVersion = "1", Data = LabelSet.Of([(key, value), .. more]) };

    private static Backup BackupOf(int number, int n) =>
        new() { Key = new("longhorn-system", $"b{number}-{n}"), Uid = $"b{number}-{n}", ResourceVersion = "1", State = BackupState.Completed, Job = $"backup-mon-pvc-{number}" };

    private void Remove(int number)
    {
        var key = Claim(number).Key;
        _cache.Update(StateSlots.Claims, key, set => set.Remove(key, null));
    }

    // Makes all that is queued, and gives back how many jobs were deleted.
    private int MakeAll()
    {
        var deleted = 0;
        while (_queue.Take() is var (source, sequences, _))
        {
            deleted += sequences.Sum(sequence => sequence.Changes.OfType<DeleteJob>().Count());
            Make(source, sequences);
        }
        return deleted;
    }

    private void Make(ObjectKey source, IReadOnlyList<ChangeSequence> sequences)
    {
        foreach (var change in sequences.SelectMany(sequence => sequence.Changes))
        {
            if (change is CreateJob create) _cache.Put(StateSlots.Jobs, new RecurringJob { Key = create.Target, Uid = create.Target.Name, ResourceVersion = "3", Labels = create.Job.Labels, Annotations = create.Job.Annotations, Spec = create.Job.Spec });
            if (change is PatchJob patch) _cache.Put(StateSlots.Jobs, patch.Observed with { ResourceVersion = $"{int.Parse(patch.Observed.ResourceVersion) + 1}", Spec = patch.Spec ?? patch.Observed.Spec });
            if (change is DeleteJob delete) _cache.Update(StateSlots.Jobs, delete.Target, set => set.Remove(delete.Target, null));
            _queue.Succeeded(source, change);
        }
        _queue.Done(source, _cache.Version);
        _cache.MarkAffected(source);
    }

    private void Lead() => _leadership.Begin(Term.Unlimited(_clock));

    private (bool Full, int Planned) Pass()
    {
        _reconciler.Pass();
        return (_observer.Last!.Full, _observer.Last.Changes.Count);
    }

    private static Claim Claim(int number) => new()
    {
        Key = new ObjectKey("mon", $"pvc-{number}"),
        Uid = $"c{number}",
        ResourceVersion = "1",
        StorageClass = "longhorn",
        Labels = LabelSet.Of(("backup.vluwte.nl/enabled", "true"), ("backup.vluwte.nl/name", $"pvc-{number}")),
    };

    private sealed class RecordingObserver : IReconcileObserver
    {
        public PlanDelta? Last { get; private set; }

        public Action? WhilePlanning { get; set; }

        public void Planned(PlanDelta delta, EffectiveDefaults defaults, ClusterState state)
        {
            Last = delta;
            var (now, _) = (WhilePlanning, WhilePlanning = null);
            now?.Invoke();
        }

        public void Changed(Change change, ChangeResult result)
        {
        }

        public void PassEnded(TimeSpan duration, int waitingForRetry)
        {
        }

        public void StoodBy()
        {
        }
    }

    private sealed class DeafObserver : IEventObserver
    {
        public void Recorded(EventOutcome outcome)
        {
        }
    }
}
