using System.Net;
using System.Threading.RateLimiting;
using WebhookController.Core.Events;
using WebhookController.Core.Objects;
using WebhookController.Kubernetes.Client;
using WebhookController.LeaderElection;

namespace WebhookController.Events;

// Writes Events (events.k8s.io/v1) in the background, while this replica leads, at a rate of their own. Nobody ever waits for it: what there is no
// room for is dropped, and counted.
internal sealed class EventRecorder(
    ApiClient api,
    Leadership leadership,
    EventReporter reporter,
    EventOptions options,
    TimeProvider clock,
    IEventObserver observer,
    ILogger<EventRecorder> logger)
    : BackgroundService
{
    private static readonly KindPath Events = new("events.k8s.io", "v1", "events");

    private readonly EventQueue _notices = new(options.Backlog);
    private readonly EventDeduplicator _told = new(options, clock);
    private readonly TokenBucketRateLimiter _tokens = new(new TokenBucketRateLimiterOptions
    {
        TokenLimit = options.Burst,
        TokensPerPeriod = 1,
        ReplenishmentPeriod = options.Replenishment,
        QueueLimit = 1,
    });

    private bool _failing;

    public void Record(ClaimEvent notice)
    {
        if (!_notices.Add(notice)) observer.Recorded(EventOutcome.Dropped);
    }

    // What hasn't been published yet is not published any more.
    public void Withdraw(ClaimEvent notice) => _notices.Withdraw(notice);

    public override void Dispose()
    {
        _tokens.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await _notices.WaitAsync(stoppingToken);
                using var token = await _tokens.AcquireAsync(1, stoppingToken);
                await TellNextAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping is how it ends; what is left untold is in the log.
        }
    }

    // Chosen only now that it may be written: what came meanwhile may be more urgent, or newer. What would say nothing new costs no write.
    private async Task TellNextAsync(CancellationToken cancellationToken)
    {
        EventOutcome outcome;
        do
        {
            if (_notices.Take() is not { } notice) return;
            outcome = await TellAsync(notice, cancellationToken);
            observer.Recorded(outcome);
        }
        while (outcome == EventOutcome.Suppressed);
    }

    private async Task<EventOutcome> TellAsync(ClaimEvent notice, CancellationToken cancellationToken)
    {
        var name = EventBody.NameOf(notice);
        var times = _told.Times(name);
        if (times == EventDeduplicator.JustNow) return EventOutcome.Suppressed;
        if (leadership.Term is not { } term) return EventOutcome.Dropped;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, term.Token);
        try
        {
            var outcome = await WriteAsync(api.FencedBy(term), notice, name, times, ending.Token);
            _told.Add(name);
            _failing = false;
            return outcome;
        }
        catch (OperationCanceledException) when (term.IsOver && !cancellationToken.IsCancellationRequested)
        {
            return EventOutcome.Dropped;
        }
        catch (ApiException refusal) when (refusal.IsNamespaceTerminating)
        {
            // It takes no Events any more, and nobody would read them.
            return EventOutcome.NamespaceTerminating;
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            // Telling is not worth a retry that puts off other news.
            if (!_failing) logger.EventFailed(notice.About.Key, notice.Reason, failure.Message);
            _failing = true;
            return EventOutcome.Failed;
        }
    }

    private async Task<EventOutcome> WriteAsync(ApiClient fenced, ClaimEvent notice, string name, int times, CancellationToken cancellationToken)
    {
        if (times > 0 && await RepeatAsync(fenced, notice, name, times + 1, clock.GetUtcNow(), cancellationToken)) return EventOutcome.Repeated;
        try
        {
            var body = EventBody.Create(notice, name, reporter, clock.GetUtcNow());
            using var answer = await fenced.CreateAsync(Events, notice.About.Key.Namespace, body, cancellationToken);
            return EventOutcome.Created;
        }
        catch (ApiException known) when (known.StatusCode == HttpStatusCode.Conflict)
        {
            // From before a restart, or by the replica that led before.
            await RepeatAsync(fenced, notice, name, 2, clock.GetUtcNow(), cancellationToken);
            return EventOutcome.Repeated;
        }
    }

    // Whether the Event was still there: API servers let them expire after an hour.
    private static async Task<bool> RepeatAsync(ApiClient fenced, ClaimEvent notice, string name, int times, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            var body = EventBody.Repeat(times, now);
            using var answer = await fenced.MergePatchAsync(Events, notice.About.Key with { Name = name }, body, cancellationToken);
            return true;
        }
        catch (ApiException expired) when (expired.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }
    }
}

internal interface IEventObserver
{
    void Recorded(EventOutcome outcome);
}

// What became of a notice.
internal enum EventOutcome
{
    Created,

    // An Event with the same news is there and was counted up.
    Repeated,

    // The same news was published a moment ago.
    Suppressed,

    // Too many others were waiting.
    Dropped,

    // Its namespace is being deleted, and takes no Events any more.
    NamespaceTerminating,

    // The API server didn't take it.
    Failed,
}

// How much is published at most. Ten thousand PVCs labelled at once must not become twenty thousand Events.
internal sealed record EventOptions
{
    // Events of what was done that wait to be published, warnings and others; further ones are dropped.
    public int Backlog { get; init; } = 1000;

    public int Burst { get; init; } = 50;

    // One more Event may be published each time this has passed.
    public TimeSpan Replenishment { get; init; } = TimeSpan.FromSeconds(0.5);

    // The same news within this time is the same Event.
    public TimeSpan RepeatAfter { get; init; } = TimeSpan.FromMinutes(10);

    // How long an API server keeps an Event (kube-apiserver, --event-ttl).
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromHours(1);

    // Events whose repetition is noticed.
    public int Remembered { get; init; } = 4096;
}

// Who reports: the program, and the replica as its Lease names it.
internal sealed record EventReporter(string Controller, string Instance);

internal static partial class Log
{
    [LoggerMessage(LogLevel.Warning, "The Event {Reason} of {Object} could not be written, nor perhaps later ones: {Problem}")]
    public static partial void EventFailed(this ILogger logger, ObjectKey @object, EventReason reason, string problem);
}
