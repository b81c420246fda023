namespace WebhookController.Admission;

// Any Pod can send bad requests as fast as it likes. The log has the first of each minute, and how many were left out.
internal sealed class LogBudget(int lines, TimeProvider clock)
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private long _since = clock.GetTimestamp();
    private int _taken;

    // leftOut: how many lines were left out in the period before, on the first line after it; else 0.
    public bool TryTake(out int leftOut)
    {
        lock (_gate)
        {
            leftOut = 0;
            if (clock.GetElapsedTime(_since) >= Period)
            {
                leftOut = Math.Max(0, _taken - lines);
                (_since, _taken) = (clock.GetTimestamp(), 0);
            }

            return ++_taken <= lines;
        }
    }
}
