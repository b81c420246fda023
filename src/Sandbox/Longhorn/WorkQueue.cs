using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Sandbox.Longhorn;

// A work queue by key: no duplicates, one item per key at a time, and retries after failures.
internal sealed class WorkQueue(TimeProvider time, TimeSpan retryDelay)
{
    private const int Lanes = 4;

    private readonly ConcurrentDictionary<string, byte> _waiting = [];
    private readonly Channel<(string Key, Func<CancellationToken, Task> Work)>[] _lanes =
        [.. Enumerable.Range(0, Lanes).Select(_ => Channel.CreateUnbounded<(string, Func<CancellationToken, Task>)>())];

    public void Add(string key, Func<CancellationToken, Task> work)
    {
        if (_waiting.TryAdd(key, 0)) Lane(key).TryWrite((key, work));
    }

    public void AddLater(string key, TimeSpan delay, Func<CancellationToken, Task> work)
    {
        if (!_waiting.TryAdd(key, 0)) return;
        ITimer? timer = null;
        timer = time.CreateTimer(_ =>
        {
            timer?.Dispose();
            Lane(key).TryWrite((key, work));
        }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        timer.Change(delay, Timeout.InfiniteTimeSpan);
    }

    public Task RunAsync(CancellationToken ct) => Task.WhenAll(_lanes.Select(lane => RunAsync(lane.Reader, ct)));

    private async Task RunAsync(ChannelReader<(string Key, Func<CancellationToken, Task> Work)> lane, CancellationToken ct)
    {
        await foreach (var (key, work) in lane.ReadAllAsync(ct))
        {
            // From here on a change queues the key again.
            _waiting.TryRemove(key, out _);
            try
            {
                await work(ct);
            }
            catch (Exception error) when (error is HttpRequestException or IOException)
            {
                AddLater(key, retryDelay, work);
            }
        }
    }

    private ChannelWriter<(string Key, Func<CancellationToken, Task> Work)> Lane(string key) => _lanes[(uint)key.GetHashCode(StringComparison.Ordinal) % Lanes].Writer;
}
