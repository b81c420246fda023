using System.Net;
using WebhookController.Core.Objects;
using WebhookController.Kubernetes;
using WebhookController.Kubernetes.Client;

namespace WebhookController.LeaderElection;

// A container that restarts gets a new identity.
internal sealed record ReplicaIdentity(string Name)
{
    // A Pod's host name is the Pod's name.
    public static ReplicaIdentity Of(string host, Guid process) => new($"{host}_{process}");
}

// Reads the Lease, and acquires, renews or releases it.
internal sealed partial class Candidate(
    ILeaseStore store, LeaderElectionOptions options, ReplicaIdentity identity, Leadership leadership, TimeProvider clock, Jitter jitter,
    ILogger<Candidate> logger)
{
    private readonly string _us = identity.Name;
    private LeaseRecord _observed = LeaseRecord.Absent;
    private long _observedAt;
    private Lease? _ours;
    private Term? _term;
    private string _lastProblem = "";

    // Returns how long to wait before the next step.
    public async Task<TimeSpan> StepAsync()
    {
        using var timeout = new CancellationTokenSource(options.RequestTimeout, clock);
        try
        {
            await AcquireOrRenewAsync(timeout.Token);
            _lastProblem = "";
            return _term is null ? jitter.Between(options.RetryPeriod, options.RetryPeriod * 1.2) : options.RetryPeriod;
        }
        catch (ApiException conflict) when (conflict.StatusCode == HttpStatusCode.Conflict)
        {
            _ours = null;
            return options.RetryPeriod / 10;
        }
        catch (Exception failure)
        {
            // A failed write may have been carried out: only the next read can tell.
            _ours = null;
            Report(timeout.IsCancellationRequested ? $"no answer within {options.RequestTimeout.TotalSeconds:0.#} s" : failure.Message);
            return options.RetryPeriod;
        }
    }

    // Lets the next replica start at once. Call it only after our last write.
    public async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        if (_term is null) return;
        StepDown("the program is stopping");
        using var timeout = new CancellationTokenSource(options.RequestTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            var lease = await store.ReadAsync(either.Token);
            if (lease?.Record.Holder == _us) await store.ReplaceAsync(lease.Released(clock.GetUtcNow()), either.Token);
        }
        catch (Exception failure)
        {
            NotReleased(failure.Message);
        }
    }

    private async Task AcquireOrRenewAsync(CancellationToken cancellationToken)
    {
        var lease = _ours ?? await store.ReadAsync(cancellationToken);
        Observe(lease?.Record);
        var (asked, duration) = (ClockReading.Now(clock), options.LeaseDuration);
        _ours = Election.Decide(lease?.Record, _observed, clock.GetElapsedTime(_observedAt), _us, duration) switch
        {
            ElectionAction.Create => await store.CreateAsync(Lease.New(store.Key, _us, duration, asked.Utc), cancellationToken),
            ElectionAction.Acquire => await store.ReplaceAsync(lease!.AcquiredBy(_us, duration, asked.Utc), cancellationToken),
            ElectionAction.Renew => await store.ReplaceAsync(lease!.Renewed(duration, asked.Utc), cancellationToken),
            _ => null,
        };
        if (_ours is null) StepDown($"{_observed.Holder} holds the Lease");
        else Lead(asked);
    }

    private void Observe(LeaseRecord? record)
    {
        if (record is null || record == _observed) return;
        if (record.Holder != _observed.Holder && record.Holder.Length > 0 && record.Holder != _us) OtherLeader(record.Holder);
        (_observed, _observedAt) = (record, clock.GetTimestamp());
    }

    private void Lead(ClockReading asked)
    {
        if (_term?.TryRenew(asked) == true) return;
        StepDown("the Lease was not renewed in time");
        var term = new Term(asked, options.RenewDeadline, clock);
        _term = term;
        leadership.Begin(term);
    }

    private void StepDown(string reason)
    {
        if (_term is null) return;
        _term.End(reason);
        _term.Dispose();
        _term = null;
    }

    private void Report(string problem)
    {
        if (problem == _lastProblem) return;
        _lastProblem = problem;
        NoLease(store.Key, problem);
    }

    [LoggerMessage(1, LogLevel.Information, "{Holder} is the leader; this replica answers admission and follows")]
    private partial void OtherLeader(string holder);

    [LoggerMessage(2, LogLevel.Warning, "Cannot get the Lease {Lease}, so nothing is written: {Problem}. Trying again")]
    private partial void NoLease(ObjectKey lease, string problem);

    [LoggerMessage(3, LogLevel.Warning, "Could not release the Lease, so the next leader waits until it expires: {Problem}")]
    private partial void NotReleased(string problem);
}
