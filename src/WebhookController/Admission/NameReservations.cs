using WebhookController.Core.Objects;

namespace WebhookController.Admission;

/// Names just admitted, each for a minute: the watch that brings a PVC into the cache is slower than the next request.
internal sealed class NameReservations(TimeProvider clock)
{
    public static readonly TimeSpan Held = TimeSpan.FromMinutes(1);

    // When so many names are admitted within a minute the oldest reservation gives way; the reconciler judges in the end.
    public const int Most = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Reservation> _byJob = new(StringComparer.Ordinal);
    private readonly Dictionary<ObjectKey, string> _byClaim = [];
    private readonly Queue<Reservation> _byAge = new();

    public int Count
    {
        get { lock (_gate) return _byJob.Count; }
    }

    /// Reserves the job for the PVC, which gives back what it held before; or changes nothing and tells who else has it.
    public ObjectKey? Take(string job, ObjectKey claim)
    {
        lock (_gate)
        {
            LetGoOfTheOld();
            if (OtherHolder(job, claim) is { } other) return other;
            Release(claim);
            if (_byAge.Count == Most) Drop(_byAge.Dequeue());
            var reservation = new Reservation(job, claim, clock.GetTimestamp());
            _byAge.Enqueue(reservation);
            _byJob[job] = reservation;
            _byClaim[claim] = job;
            return null;
        }
    }

    public ObjectKey? OtherHolderOf(string job, ObjectKey claim)
    {
        lock (_gate)
        {
            LetGoOfTheOld();
            return OtherHolder(job, claim);
        }
    }

    public void GiveBack(ObjectKey claim)
    {
        lock (_gate) Release(claim);
    }

    private ObjectKey? OtherHolder(string job, ObjectKey claim) =>
        _byJob.TryGetValue(job, out var held) && held.Claim != claim ? held.Claim : null;

    private void Release(ObjectKey claim)
    {
        if (_byClaim.Remove(claim, out var job)) _byJob.Remove(job);
    }

    private void LetGoOfTheOld()
    {
        while (_byAge.TryPeek(out var oldest) && clock.GetElapsedTime(oldest.Since) >= Held) Drop(_byAge.Dequeue());
    }

    // A reservation that was given back, or renewed, has left its old entry in the queue.
    private void Drop(Reservation reservation)
    {
        if (_byJob.TryGetValue(reservation.Job, out var held) && ReferenceEquals(held, reservation)) Release(reservation.Claim);
    }

    private sealed record Reservation(string Job, ObjectKey Claim, long Since);
}
