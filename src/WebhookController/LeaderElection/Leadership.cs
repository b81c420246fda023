namespace WebhookController.LeaderElection;

// Whether this replica is the leader now. A writer takes the current term and writes only within it.
internal sealed partial class Leadership(ILogger<Leadership> logger) : IDisposable
{
    private Term? _term;

    // Raised when this replica becomes the leader, and when it stops being the leader.
    public event Action? Changed;

    // Null while this replica does not lead.
    public Term? Term => Volatile.Read(ref _term) is { IsOver: false } term ? term : null;

    public void Begin(Term term)
    {
        Volatile.Write(ref _term, term);
        Started();
        Changed?.Invoke();
        term.Token.UnsafeRegister(_ => Ended(term), null);
    }

    public void Dispose() => _term?.Dispose();

    private void Ended(Term term)
    {
        Ended(term.EndReason);
        Changed?.Invoke();
    }

    [LoggerMessage(1, LogLevel.Information, "This replica is the leader: it keeps Longhorn's RecurringJobs as the labels say")]
    private partial void Started();

    [LoggerMessage(2, LogLevel.Information, "This replica is no longer the leader and writes nothing: {Reason}")]
    private partial void Ended(string reason);
}
