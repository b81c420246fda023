using System.Threading.Channels;
using WebhookController.Core.Events;
using WebhookController.Core.Objects;

namespace WebhookController.Events;

// What waits to be published. What holds everything up until a person acts goes first, and then warnings and other news in turns. How something
// is has room always, once for each object and reason, and the latest text only; of what was done as much as there is room for.
internal sealed class EventQueue(int backlog)
{
    private const int Holds = 0;
    private const int Warnings = 1;
    private const int Others = 2;

    private readonly Lock _gate = new();
    private readonly LinkedList<ClaimEvent>[] _waiting = [new(), new(), new()];
    private readonly int[] _done = new int[3];
    private readonly Dictionary<(string Kind, ObjectKey Key, EventReason Reason), LinkedListNode<ClaimEvent>> _statuses = [];
    private readonly Channel<bool> _filled = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private bool _heldLast;
    private bool _warnedLast;

    // Whether there was room for it.
    public bool Add(ClaimEvent notice)
    {
        lock (_gate)
        {
            var rank = RankOf(notice.Reason);
            if (notice.Reason.IsStatus()) AddStatus(notice, rank);
            else if (_done[rank] >= backlog) return false;
            else
            {
                _done[rank]++;
                _waiting[rank].AddLast(notice);
            }
        }
        _filled.Writer.TryWrite(true);
        return true;
    }

    // It is no longer so. Published already, it stays: API servers let it expire.
    public void Withdraw(ClaimEvent notice)
    {
        lock (_gate)
        {
            if (!_statuses.TryGetValue(TopicOf(notice), out var node) || node.Value != notice) return;
            _statuses.Remove(TopicOf(notice));
            node.List!.Remove(node);
        }
    }

    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        while (IsEmpty) await _filled.Reader.ReadAsync(cancellationToken);
    }

    // The next one; null where there is none by now.
    public ClaimEvent? Take()
    {
        lock (_gate)
        {
            var rank = Next();
            if (_waiting[rank].First is not { Value: var notice }) return null;
            _waiting[rank].RemoveFirst();
            _heldLast = rank == Holds;
            if (!_heldLast) _warnedLast = rank == Warnings;
            if (notice.Reason.IsStatus()) _statuses.Remove(TopicOf(notice));
            else _done[rank]--;
            return notice;
        }
    }

    private bool IsEmpty
    {
        get { lock (_gate) return Array.TrueForAll(_waiting, list => list.Count == 0); }
    }

    private void AddStatus(ClaimEvent notice, int rank)
    {
        if (_statuses.TryGetValue(TopicOf(notice), out var waiting)) waiting.Value = notice;
        else _statuses[TopicOf(notice)] = _waiting[rank].AddLast(notice);
    }

    // A digest that changes at each pass must not keep all else from being published.
    private int Next()
    {
        if (_waiting[Holds].Count > 0 && (!_heldLast || _waiting[Warnings].Count + _waiting[Others].Count == 0)) return Holds;
        return _waiting[Others].Count == 0 || (!_warnedLast && _waiting[Warnings].Count > 0) ? Warnings : Others;
    }

    private static int RankOf(EventReason reason) => reason.IsHold() ? Holds : reason.IsWarning() ? Warnings : Others;

    private static (string, ObjectKey, EventReason) TopicOf(ClaimEvent notice) => (notice.About.Kind, notice.About.Key, notice.Reason);
}
