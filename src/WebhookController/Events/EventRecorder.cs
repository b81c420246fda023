using System.Net;
using System.Threading.Channels;
using System.Threading.RateLimiting;
using WebhookController.Core.Events;
using WebhookController.Core.Objects;
using WebhookController.Kubernetes.Client;
using WebhookController.LeaderElection;

namespace WebhookController.Events;

// Writes Events (events.k8s.io/v1) in the background, while this replica leads. Nobody ever waits for it: what can't be published in time
// is dropped, and counted.
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

    private readonly Channel<ClaimEvent> _notices = Channel.CreateBounded<ClaimEvent>(new BoundedChannelOptions(options.Backlog) { SingleReader = true });
    private readonly EventDeduplicator _told = new(options, clock);
    private readonly TokenBucketRateLimiter _tokens = new(new TokenBucketRateLimiterOptions
    {
        TokenLimit = options.Burst,
        TokensPerPeriod = 1,
        ReplenishmentPeriod = options.Replenishment,
        QueueLimit = 1,
    });

    private bool _failing;

    public bool HasRoom => _notices.Reader.Count < options.Backlog;

    // Whether there was room for it.
    public bool Record(ClaimEvent notice)
    {
        if (_notices.Writer.TryWrite(notice)) return true;
        observer.Recorded(EventOutcome.Dropped);
        return false;
    }

    public override void Dispose()
    {
        _tokens.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var notice in _notices.Reader.ReadAllAsync(stoppingToken)) observer.Recorded(await TellAsync(notice, stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping is how it ends; what is left untold is in the log.
        }
    }

    private async Task<EventOutcome> TellAsync(ClaimEvent notice, CancellationToken cancellationToken)
    {
        var name = EventBody.NameOf(notice);
        var times = _told.Times(name);
        if (times == EventDeduplicator.JustNow) return EventOutcome.Suppressed;
        using var token = await _tokens.AcquireAsync(1, cancellationToken);
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
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            // A namespace that is going takes no Events any more; and telling is not worth a retry that puts off other news.
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

    // The API server didn't take it.
    Failed,
}

// How much is published at most. Ten thousand PVCs labelled at once must not become twenty thousand Events.
internal sealed record EventOptions
{
    // Events that wait to be published; further ones are dropped.
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
