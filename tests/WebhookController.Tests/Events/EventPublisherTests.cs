using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using WebhookController.Cache;
using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;
using WebhookController.Events;
using WebhookController.Kubernetes.Client;
using WebhookController.LeaderElection;
using WebhookController.Tests.Cache;
using WebhookController.Tests.Kubernetes.Support;

namespace WebhookController.Tests.Events;

public sealed class EventPublisherTests : IAsyncLifetime, IEventObserver
{
    private readonly Leadership _leadership = new(NullLogger<Leadership>.Instance);
    private readonly List<EventOutcome> _outcomes = [];
    private ScriptedServer _server = null!;
    private ApiConnection _connection = null!;
    private EventRecorder _recorder = null!;
    private EventPublisher _publisher = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await ScriptedServer.StartAsync();
        _connection = TestClient.Connect(_server);
        _leadership.Begin(Term.Unlimited(TimeProvider.System));
        _recorder = new EventRecorder(
            new ApiClient(_connection), _leadership, new EventReporter("c", "i"), new EventOptions { Backlog = 2 }, TimeProvider.System, this, NullLogger<EventRecorder>.Instance);
        _publisher = new EventPublisher(_recorder, new("backup-controller", "backup-defaults"));
    }

    [Fact]
    public void A_notice_that_waits_is_counted_as_dropped_at_no_pass()
    {
        for (var pass = 0; pass < 5; pass++) Plan("retain=0");

        Assert.Empty(_outcomes);
    }

    [Fact]
    public async Task A_mistake_that_is_corrected_before_its_event_was_published_gets_none()
    {
        Plan("retain=0");
        Plan("retain=x");
        Plan("intervall=4");
        Plan("", "other");
        Plan("retain=0", "other");
        Plan("", "other");

        Assert.Equal(["backup.vluwte.nl/intervall=4"], await PublishedAsync(1));
    }

    [Fact]
    public async Task Held_deletions_are_told_anew_only_with_another_digest()
    {
        Hold("abc", jobs: 12);
        Hold("abc", jobs: 13);
        Assert.Equal(["12 deletions"], await PublishedAsync(1));
    }

    [Fact]
    public async Task Held_deletions_that_changed_meanwhile_are_told_as_they_are_by_then()
    {
        Hold("abc", jobs: 12);
        Hold("def", jobs: 13);
        Assert.Equal(["13 deletions"], await PublishedAsync(1));
    }

    [Fact]
    public async Task Held_deletions_that_were_let_go_are_not_told()
    {
        Hold("abc", jobs: 12);
        Hold(null, jobs: 0);
        Plan("retain=0");
        Assert.Equal(["backup.vluwte.nl/retain=0"], await PublishedAsync(1));
    }

    [Fact]
    public async Task A_new_job_is_told_with_its_times_and_one_that_a_layer_takes_away_with_the_layer()
    {
        var spec = new JobSpec { Task = "backup", Cron = "47 2/4 * * ?", Retain = 14, Concurrency = 1, FullBackupInterval = "4" };
        var key = new ObjectKey("longhorn-system", "backup-shop-grafana");
        var job = new RecurringJob { Key = key, Uid = "j", ResourceVersion = "1", Spec = spec };
        var claim = new ObjectKey("shop", "grafana");

        _publisher.Changed(claim, new CreateJob(new DesiredJob(key, LabelSet.Empty, LabelSet.Empty, spec), claim), Readable);
        _publisher.Changed(claim, new DeleteJob(job, DeletionReason.OptedOutByLayer, claim), Readable);

        Assert.Equal(
            [
                "recurringjob backup-shop-grafana was created and runs every 4 hours from 02:47 UTC: cron 47 2/4 * * ?, retain 14, concurrency 1, full-backup-interval 4",
                "recurringjob backup-shop-grafana was deleted, the backups it made stay: the PVC is opted out by its namespace or storage class",
            ],
            (await PublishedAsync(2)).Order());
    }

    void IEventObserver.Recorded(EventOutcome outcome) => _outcomes.Add(outcome);

    public async ValueTask DisposeAsync()
    {
        await _recorder.StopAsync(CancellationToken.None);
        _recorder.Dispose();
        _connection.Dispose();
        await _server.DisposeAsync();
        _leadership.Dispose();
    }

    private async Task<IReadOnlyList<string>> PublishedAsync(int count)
    {
        _server.Answer([.. Enumerable.Repeat(Reply.Json("{}"), count + 1)]);
        await _recorder.StartAsync(TestContext.Current.CancellationToken);
        var notes = new List<string>();
        for (var i = 0; i < count; i++) notes.Add((string)JsonNode.Parse((await _server.NextAsync()).Body)!["note"]!);
        await _recorder.StopAsync(TestContext.Current.CancellationToken);
        Assert.Empty(_server.Drain().Skip(count));
        return [.. notes.Select(note => note.Split(" is not allowed")[0].Split(" are held")[0])];
    }

    private void Plan(string label, string name = "grafana")
    {
        var key = new ObjectKey("mon", name);
        var violation = label.Split('=') is [var row, var value] ? new Violation(Condition.InvalidRetain, $"backup.vluwte.nl/{row}", value, "use another") : null;
        var plan = new ClaimPlan(key) { Statuses = [new(key, null, violation is null ? [] : [violation])] };
        _publisher.Planned(new PlanDelta([new(null, plan)], Full: false), Readable);
    }

    private void Hold(string? digest, int jobs)
    {
        var held = digest is null ? null : new HeldDeletions(digest, [.. Enumerable.Range(0, jobs).Select(_ => (DeleteJob)null!)], jobs);
        _publisher.Planned(new PlanDelta([], Full: false) { Held = held }, Readable);
    }

    private static ClusterState Readable { get; } = new ClusterCache(LabelKeys.Default, "longhorn-system", TimeProvider.System).LoadAll().State;
}
