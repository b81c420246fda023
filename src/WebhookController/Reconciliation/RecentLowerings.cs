using System.Collections.Immutable;
using WebhookController.Core.Layers;
using WebhookController.Core.Planning;

namespace WebhookController.Reconciliation;

// Remembers the jobs that keep fewer backups since lately because a layer of defaults says so: those that come one after the other cost as many
// backups as those of one pass, and writes are fast enough that a pass alone never sees many of them.
internal sealed class RecentLowerings(TimeProvider clock)
{
    // The longest interval of a job: by then Longhorn has deleted what it had to, and nothing is at stake any more.
    private static readonly TimeSpan Window = TimeSpan.FromDays(1);

    private readonly Lock _gate = new();
    private readonly Queue<(string Job, long At)> _byAge = new();
    private readonly Dictionary<string, long> _lastAt = new(StringComparer.Ordinal);
    private ImmutableDictionary<string, int> _keeps = ImmutableDictionary.Create<string, int>(StringComparer.Ordinal);
    private IReadOnlySet<string> _agreed = new HashSet<string>();

    public void Add(PatchJob patch)
    {
        if (patch is not { LowersByDefault: true, Spec.Retain: var to }) return;
        lock (_gate)
        {
            if (_agreed.Contains(RetainLowering.ItemOf(patch.Observed.Uid, to))) return;
            var (job, now) = (patch.Target.Name, clock.GetTimestamp());
            _keeps = _keeps.SetItem(job, to);
            _lastAt[job] = now;
            _byAge.Enqueue((job, now));
        }
    }

    // Jobs by name, and how many backups they keep. While something is held, time alone doesn't make it harmless: then nothing is forgotten.
    public IReadOnlyDictionary<string, int> Jobs(bool forgets)
    {
        lock (_gate)
        {
            while (forgets && _byAge.TryPeek(out var oldest) && clock.GetElapsedTime(oldest.At) >= Window)
            {
                _byAge.Dequeue();
                if (_lastAt.GetValueOrDefault(oldest.Job) != oldest.At) continue;
                _lastAt.Remove(oldest.Job);
                _keeps = _keeps.Remove(oldest.Job);
            }
            return _keeps;
        }
    }

    // A person has agreed to what was lowered so far and to these.
    public void Agree(Consent consent)
    {
        lock (_gate)
        {
            _agreed = consent.Items;
            _keeps = _keeps.Clear();
            _lastAt.Clear();
            _byAge.Clear();
        }
    }
}
