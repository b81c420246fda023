using WebhookController.Core.Objects;

namespace WebhookController.Admission;

// Job names that were just admitted, each for a minute: the next request can arrive before the watch brings the PVC into the cache.
internal sealed class NameReservations(TimeProvider clock)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    // Beyond this the oldest reservation is dropped; the reconciler still prevents the conflict.
    public const int Capacity = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Reservation> _byJob = new(StringComparer.Ordinal);
    private readonly Dictionary<ObjectKey, string> _byClaim = [];
    private readonly Queue<Reservation> _byAge = new();

    public int Count
    {
        get { lock (_gate) return _byJob.Count; }
    }

    // Reserves the job and releases what the PVC held before. Changes nothing if another PVC holds the job, and returns that PVC.
    public ObjectKey? Reserve(string job, ObjectKey claim)
    {
        lock (_gate)
        {
            RemoveExpired();
            if (OtherHolder(job, claim) is { } other) return other;
            Remove(claim);
            if (_byAge.Count == Capacity) Drop(_byAge.Dequeue());
            var reservation = new Reservation(job, claim, clock.GetTimestamp());
            _byAge.Enqueue(reservation);
            _byJob[job] = reservation;
            _byClaim[claim] = job;
            return null;
        }
    }

    public ObjectKey? FindOtherHolder(string job, ObjectKey claim)
    {
        lock (_gate)
        {
            RemoveExpired();
            return OtherHolder(job, claim);
        }
    }

    public void Release(ObjectKey claim)
    {
        lock (_gate) Remove(claim);
    }

    private ObjectKey? OtherHolder(string job, ObjectKey claim) =>
        _byJob.TryGetValue(job, out var held) && held.Claim != claim ? held.Claim : null;

    private void Remove(ObjectKey claim)
    {
        if (_byClaim.Remove(claim, out var job)) _byJob.Remove(job);
    }

    private void RemoveExpired()
    {
        while (_byAge.TryPeek(out var oldest) && clock.GetElapsedTime(oldest.Since) >= Lifetime) Drop(_byAge.Dequeue());
    }

    // A reservation that was released or renewed leaves its old entry in the queue.
    private void Drop(Reservation reservation)
    {
        if (_byJob.TryGetValue(reservation.Job, out var held) && ReferenceEquals(held, reservation)) Remove(reservation.Claim);
    }

    private sealed record Reservation(string Job, ObjectKey Claim, long Since);
}
