namespace WebhookController.Kubernetes.Client;

// How many writes may run at once, found out by trying: additive increase, multiplicative decrease, as TCP does it. Knows no
// clock and no thread: AdaptiveConcurrency calls it under its lock.
internal sealed class ConcurrencyLimit(int initial, int maximum)
{
    public const int Minimum = 1;

    // Of fewer answers, one slow one would be most of the window.
    private const int ShortestWindow = 4;

    private int _answers;
    private int _slowAnswers;
    private bool _reached;

    public int Current { get; private set; } = Math.Clamp(initial, Minimum, Math.Max(maximum, Minimum));

    public int Maximum { get; } = Math.Max(maximum, Minimum);

    // Grows with every decrease. A request that was sent in an earlier round says nothing about the limit of this one, so that
    // many failures of one moment halve the limit only once.
    public int Round { get; private set; }

    // Without a moment at the limit, good answers don't show that the server would take more.
    public void Sent(int inFlight) => _reached |= inFlight >= Current;

    // A window is as many answers as may run at once, about one round trip. Its majority decides: a single slow answer (a
    // webhook that starts, a disk that syncs) is no sign of load.
    public void Answered(int round, bool slow)
    {
        if (round != Round) return;
        _answers++;
        if (slow) _slowAnswers++;
        if (_answers < Math.Max(Current, ShortestWindow)) return;
        if (_slowAnswers * 2 > _answers) Decrease();
        else Increase();
    }

    // The server said that it can't keep up, or never answered.
    public void Overloaded(int round)
    {
        if (round == Round) Decrease();
    }

    private void Increase()
    {
        if (_reached && Current < Maximum) Current++;
        StartWindow();
    }

    private void Decrease()
    {
        Current = Math.Max(Current / 2, Minimum);
        Round++;
        StartWindow();
    }

    private void StartWindow() => (_answers, _slowAnswers, _reached) = (0, 0, false);
}
