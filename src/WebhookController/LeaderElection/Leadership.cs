namespace WebhookController.LeaderElection;

/// Whether this replica is the leader now. Whoever wants to write takes the term of that moment along, and writes under no other.
internal sealed partial class Leadership(ILogger<Leadership> logger) : IDisposable
{
    private Term? _term;

    /// Raised when it became the leader, and when it no longer is.
    public event Action? Changed;

    /// Null while another replica leads, or none.
    public Term? Term => Volatile.Read(ref _term) is { IsOver: false } term ? term : null;

    public void Begin(Term term)
    {
        Volatile.Write(ref _term, term);
        Began();
        Changed?.Invoke();
        term.Token.UnsafeRegister(_ => Ended(term), null);
    }

    public void Dispose() => _term?.Dispose();

    private void Ended(Term term)
    {
        Ended(term.Why);
        Changed?.Invoke();
    }

    [LoggerMessage(1, LogLevel.Information, "This replica is the leader: it keeps Longhorn's RecurringJobs as the labels say")]
    private partial void Began();

    [LoggerMessage(2, LogLevel.Information, "This replica is no longer the leader, and writes nothing: {Why}")]
    private partial void Ended(string why);
}
