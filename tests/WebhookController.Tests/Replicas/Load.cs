using System.Collections.Concurrent;
using System.Net;

namespace WebhookController.Tests.Replicas;

// Users who keep labelling PVCs, and the failures they saw.
internal sealed class Load(Deployment deployment, int users, int claims)
{
    private readonly ConcurrentQueue<string> _failures = [];
    private Task _work = Task.CompletedTask;
    private volatile bool _stopping;
    private int _created;
    private int _sent;

    public IReadOnlyList<string> Failures => [.. _failures];

    public int Sent => _sent;

    public IReadOnlyList<string> Claims => [.. Enumerable.Range(0, Math.Min(_created, claims)).Select(Name)];

    public void Start() => _work = Task.WhenAll(Enumerable.Range(0, users).Select(_ => Task.Run(WorkAsync)));

    public Task StopAsync()
    {
        _stopping = true;
        return _work;
    }

    // Creates a PVC, then changes a setting of an existing one.
    private async Task WorkAsync()
    {
        while (!_stopping)
        {
            var number = Interlocked.Increment(ref _created) - 1;
            if (number < claims) await SendAsync(HttpStatusCode.Created, () => deployment.CreateClaimAsync(Name(number)));
            await SendAsync(HttpStatusCode.OK, () => deployment.LabelClaimAsync(Name(number % claims), ("retain", $"{1 + (number % 90)}")));
            await Task.Delay(100, CancellationToken.None);
        }
    }

    private async Task SendAsync(HttpStatusCode expected, Func<Task<Integration.Support.Answer>> send)
    {
        Interlocked.Increment(ref _sent);
        var answer = await send();
        if (answer.Status != expected) _failures.Enqueue($"{answer.Status}: {answer.Message}");
    }

    private static string Name(int number) => $"pvc-{number}";
}
