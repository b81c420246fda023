using System.Collections.Concurrent;
using System.Net;
using Sandbox.Commands;

namespace WebhookController.Tests.Replicas;

// Like a Kubernetes Service: new connections go to ready replicas in turn; open connections stay.
internal sealed class Service : IAsyncDisposable
{
    public const string Host = "longhorn-backup-controller.backup-controller.svc";

    // kubelet takes longer; calls that fail until then are part of the test.
    private static readonly TimeSpan ProbePeriod = TimeSpan.FromMilliseconds(100);

    private static readonly IPEndPoint Nobody = new(IPAddress.Loopback, 1);

    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<int, bool> _probes = [];
    private Task _probing = Task.CompletedTask;
    private int _turn;

    public int Ready => ReadyPorts.Count;

    private List<int> ReadyPorts => [.. _probes.Where(probe => probe.Value).Select(probe => probe.Key).Order()];

    public IPEndPoint? Resolve(string host)
    {
        if (host != Host) return null;
        var ready = ReadyPorts;
        return ready.Count == 0 ? Nobody : new IPEndPoint(IPAddress.Loopback, ready[(int)((uint)Interlocked.Increment(ref _turn) % (uint)ready.Count)]);
    }

    public void Follow(IReadOnlyList<ControllerProcess> replicas) =>
        _probing = Task.WhenAll(replicas.Select(replica => ProbeAsync(replica, _stopping.Token)));

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _probing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private async Task ProbeAsync(ControllerProcess replica, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(ProbePeriod);
        do
        {
            _probes[replica.Webhook.Port] = await replica.IsReadyAsync(stop);
        }
        while (await timer.WaitForNextTickAsync(stop));
    }
}
