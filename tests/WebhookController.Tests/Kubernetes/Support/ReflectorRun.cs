using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using WebhookController.Kubernetes;
using WebhookController.Kubernetes.Client;
using WebhookController.Kubernetes.Reflectors;

namespace WebhookController.Tests.Kubernetes.Support;

// A reflector at work against a scripted server; with the system's clock its pauses last milliseconds.
internal sealed class ReflectorRun : IAsyncDisposable
{
    public static readonly ReflectorOptions Impatient = new()
    {
        ShortestBackoff = TimeSpan.FromMilliseconds(1),
        LongestBackoff = TimeSpan.FromMilliseconds(4),
    };

    private readonly CancellationTokenSource _stop = new();
    private readonly ApiConnection _connection;
    private readonly Task _running;

    public ReflectorRun(
        ScriptedServer server, TimeProvider? clock = null, ReflectorOptions? options = null, ApiOptions? api = null, ILogger? logger = null)
    {
        _connection = TestClient.Connect(server, api, clock, Observer);
        Reflector = new Reflector<Thing>(
            new ApiClient(_connection),
            Things.Kind,
            Things.Decode,
            Sink,
            options ?? (clock is null ? Impatient : new ReflectorOptions()),
            clock ?? TimeProvider.System,
            new Jitter(new Random(1)),
            logger ?? NullLogger.Instance,
            Observer);
        _running = Reflector.RunAsync(_stop.Token);
    }

    public RecordingSink Sink { get; } = new();

    public RecordingObserver Observer { get; } = new();

    public Reflector<Thing> Reflector { get; }

    // Seen from this side: the server may have started to answer long before.
    public Task WatchOpenedAsync(int count = 1) =>
        Eventually.TrueAsync(() => Observer.Attempts.Count(seen => seen is ("watch", HttpStatusCode.OK)) == count);

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _running.WaitAsync(Eventually.Patience));
    }

    public async ValueTask DisposeAsync()
    {
        if (!_running.IsCompleted) await StopAsync();
        _connection.Dispose();
        _stop.Dispose();
    }
}
