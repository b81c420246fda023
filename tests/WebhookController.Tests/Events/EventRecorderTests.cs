using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using WebhookController.Core.Events;
using WebhookController.Core.Objects;
using WebhookController.Events;
using WebhookController.Kubernetes.Client;
using WebhookController.LeaderElection;
using WebhookController.Tests.Kubernetes.Support;
using RecordedLog = WebhookController.Tests.Admission.RecordedLog;

namespace WebhookController.Tests.Events;

public sealed class EventRecorderTests : IAsyncLifetime, IEventObserver
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
    private readonly ConcurrentQueue<EventOutcome> _outcomes = [];
    private readonly SemaphoreSlim _recorded = new(0);
    private readonly Leadership _leadership = new(NullLogger<Leadership>.Instance);
    private ScriptedServer _server = null!;
    private ApiConnection _connection = null!;
    private EventRecorder _recorder = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await ScriptedServer.StartAsync();
        _connection = TestClient.Connect(_server);
        _leadership.Begin(Term.Unlimited(_clock));
        Use(new EventOptions());
    }

    [Fact]
    public async Task A_notice_becomes_an_event_in_the_namespace_of_its_object()
    {
        _server.Answer(Reply.Json("{}"));
        await StartAsync();

        Assert.Equal(EventOutcome.Created, await TellAsync("created"));
        var request = Assert.Single(_server.Drain());
        Assert.Equal(("POST", "/apis/events.k8s.io/v1/namespaces/mon/events"), (request.Method, request.Path));
        Assert.Equal("created", (string?)JsonNode.Parse(request.Body)!["note"]);
    }

    [Fact]
    public async Task The_same_news_a_moment_later_costs_no_request()
    {
        _server.Answer(Reply.Json("{}"));
        await StartAsync();
        await TellAsync("created");

        _clock.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal(EventOutcome.Suppressed, await TellAsync("created"));
        Assert.Single(_server.Drain());
    }

    [Fact]
    public async Task The_same_news_later_on_counts_its_event_up()
    {
        _server.Answer(Reply.Json("{}"), Reply.Json("{}"), Reply.Json("{}"));
        await StartAsync();
        await TellAsync("failed");
        _clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(EventOutcome.Repeated, await TellAsync("failed"));
        _clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(EventOutcome.Repeated, await TellAsync("failed"));

        var patches = _server.Drain().Where(request => request.Method == "PATCH").Select(request => JsonNode.Parse(request.Body)!["series"]!).ToList();
        Assert.Equal([2, 3], patches.Select(series => (int)series["count"]!));
        Assert.Equal("2026-11-23T12:22:00.000000Z", (string?)patches[1]["lastObservedTime"]);
    }

    [Fact]
    public async Task An_event_that_has_expired_is_created_again()
    {
        _server.Answer(Reply.Json("{}"), Reply.Status(404, "NotFound"), Reply.Json("{}"), Reply.Json("{}"));
        await StartAsync();
        await TellAsync("failed");
        _clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(EventOutcome.Created, await TellAsync("failed"));

        _clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(EventOutcome.Created, await TellAsync("failed"));
        Assert.Equal(["POST", "PATCH", "POST", "POST"], _server.Drain().Select(request => request.Method));
    }

    [Fact]
    public async Task An_event_from_before_a_restart_is_counted_up()
    {
        _server.Answer(Reply.Status(409, "AlreadyExists"), Reply.Json("{}"));
        await StartAsync();

        Assert.Equal(EventOutcome.Repeated, await TellAsync("failed"));
        Assert.Equal(["POST", "PATCH"], _server.Drain().Select(request => request.Method));
    }

    [Fact]
    public async Task A_refusal_is_counted_and_the_next_notice_is_sent()
    {
        _server.Answer(Reply.Status(403, "Forbidden", "namespace mon is being terminated"), Reply.Json("{}"));
        await StartAsync();

        Assert.Equal(EventOutcome.Failed, await TellAsync("one"));
        Assert.Equal(EventOutcome.Created, await TellAsync("two"));
    }

    [Fact]
    public async Task A_namespace_that_is_being_deleted_takes_no_events_and_that_is_no_warning()
    {
        using var log = new RecordedLog();
        using var loggers = new LoggerFactory([log]);
        Use(new EventOptions(), loggers.CreateLogger<EventRecorder>());
        _server.Answer(Reply.Terminating, Reply.Json("{}"));
        await StartAsync();

        Assert.Equal(EventOutcome.NamespaceTerminating, await TellAsync("one"));
        Assert.Equal(EventOutcome.Created, await TellAsync("two"));
        Assert.Empty(log.Lines);
    }

    [Fact]
    public async Task What_is_held_is_told_before_thousands_of_others_with_its_latest_digest()
    {
        Use(new EventOptions { Burst = 1, Replenishment = TimeSpan.FromHours(1) });
        for (var i = 0; i < 5000; i++) _recorder.Record(NoticeOf($"notice {i}"));
        _recorder.Record(HeldWith("digest 1"));
        _recorder.Record(HeldWith("digest 2"));
        _server.Answer(Reply.Json("{}"));
        await StartAsync();

        Assert.Equal("digest 2", (string?)JsonNode.Parse((await _server.NextAsync()).Body)!["note"]);
    }

    [Fact]
    public async Task Nobody_waits_for_a_recorder_that_can_not_keep_up()
    {
        Use(new EventOptions { Backlog = 3 });
        for (var i = 0; i < 10; i++) _recorder.Record(NoticeOf($"notice {i}"));

        Assert.Equal(Enumerable.Repeat(EventOutcome.Dropped, 7), _outcomes);
        _server.Answer([.. Enumerable.Repeat(Reply.Json("{}"), 3)]);
        await StartAsync();
        for (var i = 0; i < 10; i++) await _recorded.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(3, _server.Drain().Count);
    }

    [Fact]
    public async Task A_burst_is_sent_at_once_and_the_rest_waits_for_tokens()
    {
        Use(new EventOptions { Burst = 5, Replenishment = TimeSpan.FromHours(1) });
        _server.Answer([.. Enumerable.Repeat(Reply.Json("{}"), 10)]);
        await StartAsync();
        for (var i = 0; i < 8; i++) _recorder.Record(NoticeOf($"notice {i}"));

        for (var i = 0; i < 5; i++) await _recorded.WaitAsync(TestContext.Current.CancellationToken);
        await _recorder.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal(5, _server.Drain().Count);
    }

    [Fact]
    public async Task A_former_leader_reports_nothing()
    {
        await StartAsync();
        _leadership.Term!.End("another replica leads");

        Assert.Equal(EventOutcome.Dropped, await TellAsync("created"));
        Assert.Empty(_server.Drain());
    }

    [Fact]
    public async Task An_event_under_way_is_broken_off_when_the_term_ends()
    {
        _server.Answer(Reply.Silence);
        await StartAsync();
        _recorder.Record(NoticeOf("created"));
        await _server.NextAsync();

        _leadership.Term!.End("another replica leads");

        await _recorded.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(EventOutcome.Dropped, Assert.Single(_outcomes));
    }

    [Fact]
    public async Task What_is_remembered_is_bounded()
    {
        Use(new EventOptions { Remembered = 10, Burst = 100 });
        _server.Answer([.. Enumerable.Repeat(Reply.Json("{}"), 30)]);
        await StartAsync();
        for (var i = 0; i < 25; i++) Assert.Equal(EventOutcome.Created, await TellAsync($"notice {i}"));

        Assert.Equal(EventOutcome.Suppressed, await TellAsync("notice 24"));
        Assert.Equal(EventOutcome.Created, await TellAsync("notice 0"));
    }

    void IEventObserver.Recorded(EventOutcome outcome)
    {
        _outcomes.Enqueue(outcome);
        _recorded.Release();
    }

    public async ValueTask DisposeAsync()
    {
        await _recorder.StopAsync(CancellationToken.None);
        _recorder.Dispose();
        _connection.Dispose();
        await _server.DisposeAsync();
        _recorded.Dispose();
        _leadership.Dispose();
    }

    private void Use(EventOptions options, ILogger<EventRecorder>? logger = null)
    {
        _recorder?.Dispose();
        _recorder = new EventRecorder(
            new ApiClient(_connection), _leadership, new EventReporter("longhorn-backup-controller", "pod-1"), options, _clock, this, logger ?? NullLogger<EventRecorder>.Instance);
    }

    private Task StartAsync() => _recorder.StartAsync(TestContext.Current.CancellationToken);

    private async Task<EventOutcome> TellAsync(string text)
    {
        _recorder.Record(NoticeOf(text));
        await _recorded.WaitAsync(TestContext.Current.CancellationToken);
        return _outcomes.Last();
    }

    private static ClaimEvent HeldWith(string text) =>
        new(new EventSubject("ConfigMap", new ObjectKey("backup-controller", "backup-defaults"), "u2"), EventReason.DeletionsHeld, text);

    private static ClaimEvent NoticeOf(string text) =>
        new(new EventSubject("PersistentVolumeClaim", new ObjectKey("mon", "grafana"), "u1"), EventReason.BackupJobCreated, text);
}
