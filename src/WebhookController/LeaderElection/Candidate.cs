using System.Net;
using WebhookController.Kubernetes;
using WebhookController.Kubernetes.Client;

namespace WebhookController.LeaderElection;

/// A replica that stands for election: looks at the Lease, and takes, keeps or leaves it.
internal sealed class Candidate(
    ILeaseStore store, ElectionSettings settings, Leadership leadership, TimeProvider clock, Jitter jitter, ILogger<Candidate> logger)
{
    private readonly string _us = settings.Identity.Name;
    private LeaseRecord _seen = LeaseRecord.Absent;
    private long _seenSince;
    private Lease? _ours;
    private Term? _term;
    private string _trouble = "";

    /// One look and what follows from it. Gives back how long to wait for the next.
    public async Task<TimeSpan> StepAsync()
    {
        using var timeout = new CancellationTokenSource(settings.RequestTimeout, clock);
        try
        {
            await StandAsync(timeout.Token);
            _trouble = "";
            return _term is null ? jitter.Between(settings.RetryPeriod, settings.RetryPeriod * 1.2) : settings.RetryPeriod;
        }
        catch (ApiException overtaken) when (overtaken.StatusCode == HttpStatusCode.Conflict)
        {
            _ours = null;
            return settings.RetryPeriod / 10;
        }
        catch (Exception failure)
        {
            // Whether a write that failed was carried out, only the next look can tell.
            _ours = null;
            Report(timeout.IsCancellationRequested ? $"no answer within {settings.RequestTimeout.TotalSeconds:0.#} s" : failure.Message);
            return settings.RetryPeriod;
        }
    }

    /// Lets the next replica begin at once. Only for after our last write.
    public async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        if (_term is null) return;
        StepBack("the program stops");
        using var timeout = new CancellationTokenSource(settings.RequestTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            var lease = await store.ReadAsync(either.Token);
            if (lease?.Record.Holder == _us) await store.ReplaceAsync(lease.Released(clock.GetUtcNow()), either.Token);
        }
        catch (Exception failure)
        {
            logger.NotReleased(failure.Message);
        }
    }

    private async Task StandAsync(CancellationToken cancellationToken)
    {
        var lease = _ours ?? await store.ReadAsync(cancellationToken);
        See(lease?.Record);
        var (asked, duration) = (Moment.Now(clock), settings.LeaseDuration);
        _ours = Election.Decide(lease?.Record, _seen, clock.GetElapsedTime(_seenSince), _us, duration) switch
        {
            Move.Create => await store.CreateAsync(Lease.New(settings.Namespace, ElectionSettings.LeaseName, _us, duration, asked.Utc), cancellationToken),
            Move.Take => await store.ReplaceAsync(lease!.TakenBy(_us, duration, asked.Utc), cancellationToken),
            Move.Renew => await store.ReplaceAsync(lease!.Renewed(duration, asked.Utc), cancellationToken),
            _ => null,
        };
        if (_ours is null) StepBack($"{_seen.Holder} holds the Lease");
        else Lead(asked);
    }

    private void See(LeaseRecord? record)
    {
        if (record is null || record == _seen) return;
        if (record.Holder != _seen.Holder && record.Holder.Length > 0 && record.Holder != _us) logger.OtherLeader(record.Holder);
        (_seen, _seenSince) = (record, clock.GetTimestamp());
    }

    private void Lead(Moment asked)
    {
        if (_term?.TryProlong(asked) == true) return;
        StepBack("the Lease was not renewed in time");
        var term = new Term(asked, settings.RenewDeadline, clock);
        _term = term;
        leadership.Begin(term);
    }

    private void StepBack(string why)
    {
        if (_term is null) return;
        _term.End(why);
        _term.Dispose();
        _term = null;
    }

    private void Report(string trouble)
    {
        if (trouble == _trouble) return;
        _trouble = trouble;
        logger.NoLease(settings.Namespace, ElectionSettings.LeaseName, trouble);
    }
}
