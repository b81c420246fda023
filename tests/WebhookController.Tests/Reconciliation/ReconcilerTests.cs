using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using WebhookController.Core.Labels;
using WebhookController.Core.Layers;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;
using WebhookController.Events;
using WebhookController.Kubernetes;
using WebhookController.Kubernetes.Cache;
using WebhookController.Kubernetes.Client;
using WebhookController.LeaderElection;
using WebhookController.Reconciliation;
using WebhookController.Tests.Kubernetes.Support;

namespace WebhookController.Tests.Reconciliation;

public sealed class ReconcilerTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task A_pass_begins_no_write_on_a_plan_that_slow_answers_have_made_old()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Answer([.. Enumerable.Repeat<RequestDelegate>(Slow, 100)]);
        using var connection = TestClient.Connect(server, timeProvider: _clock);
        var reconciler = ReconcilerOf(connection, ClusterOf(claims: 100));

        var rest = await reconciler.PassAsync(TestContext.Current.CancellationToken);

        Assert.InRange(server.Drain().Count, 1, 16);
        Assert.Equal(TimeSpan.Zero, rest);
    }

    private Task Slow(HttpContext context)
    {
        _clock.Advance(TimeSpan.FromSeconds(11));
        return Reply.Status((int)HttpStatusCode.InternalServerError, "InternalError")(context);
    }

    private Reconciler ReconcilerOf(ApiConnection connection, ClusterCache cache)
    {
        var observer = new SilentObserver();
        var kinds = new Kinds(LabelKeys.Default, "backup-controller", "longhorn-system");
        var runner = new SequenceRunner(
            new ClusterWriter(new ApiClient(connection), cache, kinds), observer, NullLogger<SequenceRunner>.Instance);
        var leadership = new Leadership(NullLogger<Leadership>.Instance);
        leadership.Begin(Term.Unlimited(_clock));
        return new Reconciler(
            cache, new DefaultsStore(), new RetryLedger(_clock, new Jitter(new Random(1))), runner,
            new PlanReport(NullLogger<PlanReport>.Instance), Untold(connection), observer, leadership, new ReconcilerOptions(), _clock);
    }

    // Never started: what is recorded stays where it is.
    private Chronicle Untold(ApiConnection connection) => new(
        new EventRecorder(new ApiClient(connection), new Leadership(NullLogger<Leadership>.Instance), new EventReporter("c", "i"), new EventOptions(), _clock, new DeafObserver(), NullLogger<EventRecorder>.Instance),
        new ObjectKey("backup-controller", "backup-defaults"));

    private static ClusterCache ClusterOf(int claims)
    {
        var cache = new ClusterCache(LabelKeys.Default, "longhorn-system");
        cache.Update(state => state
            .WithStorageClasses(Read(
                new StorageClass { Key = ObjectKey.ClusterScoped("longhorn"), Uid = "s", ResourceVersion = "1", Provisioner = LonghornLabels.Driver }))
            .WithClaims(Read([.. Enumerable.Range(0, claims).Select(Claim)])) with
        {
            Volumes = Read<PersistentVolume>(),
            ConfigMaps = Read<ConfigMap>(),
            Longhorn = state.Longhorn.WithSettings(Read<Setting>()) with
            {
                Namespaces = Read(new NamespaceObject { Key = ObjectKey.ClusterScoped("longhorn-system"), Uid = "n", ResourceVersion = "1" }),
                Jobs = Read<RecurringJob>(),
                Backups = Read<Backup>(),
                Snapshots = Read<Snapshot>(),
                Volumes = Read<LonghornVolume>(),
            },
        });
        return cache;
    }

    private static Claim Claim(int number) => new()
    {
        Key = new ObjectKey("mon", $"pvc-{number}"),
        Uid = $"c{number}",
        ResourceVersion = "1",
        StorageClass = "longhorn",
        Labels = LabelSet.Of(("backup.vluwte.nl/enabled", "true"), ("backup.vluwte.nl/name", $"pvc-{number}")),
    };

    private static ObjectSet<T> Read<T>(params T[] items) where T : ClusterObject => ObjectSet<T>.Unread.Replace(items, [], "1");

    private sealed class SilentObserver : IReconcileObserver
    {
        public void Planned(Plan plan, EffectiveDefaults defaults, bool degraded)
        {
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
