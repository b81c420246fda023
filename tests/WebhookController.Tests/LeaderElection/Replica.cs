using WebhookController.Core.Objects;
using WebhookController.Kubernetes;
using WebhookController.LeaderElection;
using WebhookController.Tests.Admission;

namespace WebhookController.Tests.LeaderElection;

// One replica with its own clocks and a connection to the API server that can fail.
internal sealed class Replica(FakeLeaseServer server, string name) : ILeaseStore, IDisposable
{
    private Candidate? _candidate;
    private Leadership? _leadership;
    private TimeSpan _due;
    private TimeSpan _passed;

    public TwoClocks Clock { get; } = new();

    public RecordedLog Log { get; } = new();

    public ObjectKey Key { get; } = new("backup-controller", LeaseStore.LeaseName);

    public string Name => name;

    // No request reaches the server.
    public bool Cut { get; set; }

    // How many requests are executed without a response.
    public int LostAnswers { get; set; }

    // Like SIGSTOP: its clock continues, and it does nothing.
    public bool Frozen { get; set; }

    public Leadership Leadership => _leadership ??= new(new Logger<Leadership>(Log));

    public bool Leads => Leadership.Term is not null;

    private Candidate Candidate => _candidate ??= new Candidate(
        this, new LeaderElectionOptions(), new ReplicaIdentity(name), Leadership, Clock, new Jitter(new Random(1)), new Logger<Candidate>(Log));

    // Advances time and runs all steps that are due.
    public async Task PassAsync(TimeSpan time)
    {
        var end = _passed + time;
        while (!Frozen && _due <= end)
        {
            if (_due > _passed) Advance(_due - _passed);
            _due = _passed + await Candidate.StepAsync();
        }
        if (end > _passed) Advance(end - _passed);
    }

    public Task StopAsync() => Candidate.ReleaseAsync(CancellationToken.None);

    public Task<Lease?> ReadAsync(CancellationToken cancellationToken) => Ask(() => server.Lease);

    public Task<Lease> CreateAsync(Lease lease, CancellationToken cancellationToken) => Ask(() => server.Create(lease));

    public Task<Lease> ReplaceAsync(Lease lease, CancellationToken cancellationToken) => Ask(() => server.Replace(lease));

    public void Dispose() => Leadership.Dispose();

    private void Advance(TimeSpan by)
    {
        Clock.Advance(by);
        _passed += by;
    }

    private Task<T> Ask<T>(Func<T> carryOut)
    {
        if (Cut) return Task.FromException<T>(new HttpRequestException("connection refused"));
        try
        {
            var answer = carryOut();
            return LostAnswers-- > 0 ? Task.FromException<T>(new IOException("connection reset")) : Task.FromResult(answer);
        }
        catch (Exception refusal)
        {
            return Task.FromException<T>(refusal);
        }
    }

    private sealed class Logger<T>(RecordedLog log) : Microsoft.Extensions.Logging.ILogger<T>
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(Microsoft.Extensions.Logging.LogLevel logLevel) => true;

        public void Log<TState>(
            Microsoft.Extensions.Logging.LogLevel logLevel, Microsoft.Extensions.Logging.EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) => log.CreateLogger(typeof(T).FullName!).Log(logLevel, eventId, state, exception, formatter);
    }
}
