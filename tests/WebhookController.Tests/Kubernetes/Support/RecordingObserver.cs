using System.Collections.Concurrent;
using System.Net;
using WebhookController.Kubernetes.Client;
using WebhookController.Kubernetes.Reflectors;

namespace WebhookController.Tests.Kubernetes.Support;

internal sealed class RecordingObserver : IReflectorObserver, IApiObserver
{
    private int _relists;
    private int _undecodableObjects;
    private int _failedWatches;

    public int Relists => _relists;

    public int UndecodableObjects => _undecodableObjects;

    public int FailedWatches => _failedWatches;

    public ConcurrentQueue<(string Verb, HttpStatusCode? Status)> Attempts { get; } = new();

    public void Relisted(KindPath kind) => Interlocked.Increment(ref _relists);

    public void UndecodableObject(KindPath kind) => Interlocked.Increment(ref _undecodableObjects);

    public void WatchFailed(KindPath kind) => Interlocked.Increment(ref _failedWatches);

    public void Attempted(string verb, KindPath kind, HttpStatusCode? status, TimeSpan duration) => Attempts.Enqueue((verb, status));
}
