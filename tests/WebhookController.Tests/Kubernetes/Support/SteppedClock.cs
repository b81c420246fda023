using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace WebhookController.Tests.Kubernetes.Support;

// Time stands still until a test moves it, and every timer that is set can be waited for.
internal sealed class SteppedClock : FakeTimeProvider
{
    // Longer timers are timeouts and watchdogs.
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly Channel<TimeSpan> _pauses = Channel.CreateUnbounded<TimeSpan>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime > TimeSpan.Zero && dueTime <= LongestPause) _pauses.Writer.TryWrite(dueTime);
        return timer;
    }

    public async Task<TimeSpan> NextPauseAsync() => await _pauses.Reader.ReadAsync().AsTask().WaitAsync(Eventually.Patience);

    public async Task<TimeSpan> PassPauseAsync()
    {
        var pause = await NextPauseAsync();
        Advance(pause);
        return pause;
    }

    public bool IsPausing => _pauses.Reader.Count > 0;
}
