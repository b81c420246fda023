using WebhookController.Core.Objects;
using WebhookController.Core.Planning;

namespace WebhookController.Reconciliation;

// Changes that nobody waits for, as the first pass after an upgrade finds them by the thousand: one a second. Each PVC gets a time of its own once,
// in the order in which they come.
internal sealed class SlowLane(TimeProvider clock)
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);

    private readonly Dictionary<ObjectKey, TimeSpan> _turns = [];
    private readonly long _started = clock.GetTimestamp();
    private TimeSpan _nextFree;

    // Whether all that it does can wait.
    public static bool IsFor(ChangeSequence sequence)
    {
        foreach (var change in sequence.Changes)
            if (change is not (LabelVolume { OnlyLeftovers: true } or LabelClaim { OnlyLeftovers: true })) return false;
        return true;
    }

    // How long the PVC's change has to wait; zero where it can be made now.
    public TimeSpan WaitOf(ObjectKey source)
    {
        var now = clock.GetElapsedTime(_started);
        if (!_turns.TryGetValue(source, out var turn))
        {
            turn = _nextFree > now ? _nextFree : now;
            _turns[source] = turn;
            _nextFree = turn + Between;
        }
        return turn > now ? turn - now : TimeSpan.Zero;
    }

    // It was made, or isn't planned any more.
    public void Leave(ObjectKey source) => _turns.Remove(source);

    public void Clear() => _turns.Clear();
}
