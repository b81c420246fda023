using System.Net;
using Sandbox.Commands;

namespace WebhookController.Tests.Replicas;

/// What a Service is to its Pods: a new connection goes to one that is ready, in turn; an open one stays where it is.
internal sealed class Service : IAsyncDisposable
{
    public const string Host = "longhorn-backup-controller.backup-controller.svc";

    // kubelet takes longer, and the calls that find nobody until then are part of what is measured.
    private static readonly TimeSpan ProbePeriod = TimeSpan.FromMilliseconds(100);

    private static readonly IPEndPoint Nobody = new(IPAddress.Loopback, 1);

    private readonly CancellationTokenSource _stopping = new();
    private IReadOnlyList<ControllerProcess> _replicas = [];
    private Task _probing = Task.CompletedTask;
    private volatile IReadOnlyList<IPEndPoint> _ready = [];
    private int _turn;

    public int Ready => _ready.Count;

    public IPEndPoint? Resolve(string host)
    {
        if (host != Host) return null;
        var ready = _ready;
        return ready.Count == 0 ? Nobody : ready[(int)((uint)Interlocked.Increment(ref _turn) % (uint)ready.Count)];
    }

    public void Follow(IReadOnlyList<ControllerProcess> replicas)
    {
        _replicas = replicas;
        _probing = ProbeAsync(_stopping.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _probing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private async Task ProbeAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(ProbePeriod);
        do
        {
            var answers = await Task.WhenAll(_replicas.Select(replica => replica.IsReadyAsync(stop)));
            _ready = [.. _replicas.Where((_, index) => answers[index]).Select(replica => new IPEndPoint(IPAddress.Loopback, replica.Webhook.Port))];
        }
        while (await timer.WaitForNextTickAsync(stop));
    }
}
