using System.Text.Json;

namespace Benchmarks.Clients;

/// What a watch showed of one object, and at which timestamp of the clock.
internal sealed record WatchEvent(string Type, string Name, long At);

/// A watch of one kind, from now on. Ask for an event before doing what causes it.
internal sealed class Watch : IAsyncDisposable
{
    // A server ends a watch within the hour, unless it is told how long it may be.
    private const int Longest = 24 * 3600;

    private readonly Lock _gate = new();
    private readonly List<(Predicate<WatchEvent> Holds, TaskCompletionSource<WatchEvent> Seen)> _awaited = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly Stream _stream;
    private readonly Task _reading;

    private Watch(Stream stream)
    {
        _stream = stream;
        _reading = ReadAsync(_stopping.Token);
    }

    public static async Task<Watch> OpenAsync(HttpClient api, string path, CancellationToken ct)
    {
        using var list = JsonDocument.Parse(await api.GetByteArrayAsync(new Uri($"{path}?limit=1", UriKind.Relative), ct));
        var version = list.RootElement.GetProperty("metadata").GetProperty("resourceVersion").GetString();
        return new Watch(await api.GetStreamAsync(new Uri($"{path}?watch=true&resourceVersion={version}&timeoutSeconds={Longest}", UriKind.Relative), ct));
    }

    /// The next event of which this holds. It is asked of every event, once, in order.
    public Task<WatchEvent> NextAsync(Predicate<WatchEvent> holds)
    {
        var seen = new TaskCompletionSource<WatchEvent>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate) _awaited.Add((holds, seen));
        return seen.Task;
    }

    public Task<WatchEvent> NextOfAsync(string name) => NextAsync(seen => seen.Name == name);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _stream.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task ReadAsync(CancellationToken ct)
    {
        using var reader = new StreamReader(_stream);
        while (await reader.ReadLineAsync(ct) is { } line)
        {
            var at = TimeProvider.System.GetTimestamp();
            using var frame = JsonDocument.Parse(line);
            var name = frame.RootElement.GetProperty("object").GetProperty("metadata").TryGetProperty("name", out var text) ? text.GetString()! : "";
            Tell(new WatchEvent(frame.RootElement.GetProperty("type").GetString()!, name, at));
        }
    }

    private void Tell(WatchEvent seen)
    {
        lock (_gate)
        {
            foreach (var (_, source) in _awaited.Where(awaited => awaited.Holds(seen)).ToList()) source.TrySetResult(seen);
            _awaited.RemoveAll(awaited => awaited.Seen.Task.IsCompleted);
        }
    }
}
