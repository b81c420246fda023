using System.Net;
using Microsoft.AspNetCore.Connections;

namespace WebhookController.Hosting;

// Bounds the connections of one port, and with them the memory that callers can take. At the limit a newcomer takes the place of the
// connection that has been idle longest, of the address that has most of them: a caller that hoards connections loses its own, and first those
// that never asked anything. A port that refused newcomers instead could be shut by anybody who opens enough connections and says nothing.
internal sealed class ConnectionQuota(int most)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, LinkedList<ConnectionSlot>> _byAddress = [];
    private int _count;

    public int Count
    {
        get { lock (_gate) return _count; }
    }

    // Null if there is no place for it.
    public ConnectionSlot? Enter(ConnectionContext connection)
    {
        var address = (connection.RemoteEndPoint as IPEndPoint)?.Address ?? IPAddress.None;
        var slot = new ConnectionSlot(this, connection, address);
        ConnectionSlot? evicted = null;
        lock (_gate)
        {
            if (_count >= most)
            {
                evicted = Victim(address);
                if (evicted is null) return null;
                Remove(evicted);
            }

            Of(address).AddLast(slot.Node);
            _count++;
        }

        evicted?.Close();
        return slot;
    }

    public void Leave(ConnectionSlot slot)
    {
        lock (_gate) Remove(slot);
    }

    // Idle connections are in the order in which they became idle. A connection begins idle: it has asked nothing yet.
    public void SetBusy(ConnectionSlot slot, bool busy)
    {
        lock (_gate)
        {
            slot.IsBusy = busy;
            slot.HasAsked = true;
            if (busy || slot.Node.List is not { } all) return;
            all.Remove(slot.Node);
            all.AddLast(slot.Node);
        }
    }

    // A busy one gives way only to an address that has fewer.
    private ConnectionSlot? Victim(IPAddress newcomer)
    {
        var own = _byAddress.TryGetValue(newcomer, out var mine) ? mine.Count : 0;
        var largest = _byAddress.Values.MaxBy(all => all.Count)!;
        return LongestIdle(largest) ?? LongestIdle(mine) ?? (largest.Count > own + 1 ? largest.First!.Value : null);
    }

    // Who never asked anything goes before an API server between two reviews.
    private static ConnectionSlot? LongestIdle(LinkedList<ConnectionSlot>? all) =>
        all?.FirstOrDefault(slot => !slot.HasAsked) ?? all?.FirstOrDefault(slot => !slot.IsBusy);

    private LinkedList<ConnectionSlot> Of(IPAddress address)
    {
        if (!_byAddress.TryGetValue(address, out var all)) _byAddress[address] = all = [];
        return all;
    }

    private void Remove(ConnectionSlot slot)
    {
        if (slot.Node.List is not { } all) return;
        all.Remove(slot.Node);
        _count--;
        if (all.Count == 0) _byAddress.Remove(slot.Address);
    }
}

// One connection's place.
internal sealed class ConnectionSlot
{
    private readonly ConnectionQuota _quota;
    private readonly ConnectionContext _connection;

    public ConnectionSlot(ConnectionQuota quota, ConnectionContext connection, IPAddress address)
    {
        (_quota, _connection, Address) = (quota, connection, address);
        Node = new(this);
    }

    public LinkedListNode<ConnectionSlot> Node { get; }

    public IPAddress Address { get; }

    public bool IsBusy { get; set; }

    public bool HasAsked { get; set; }

    public void Begin() => _quota.SetBusy(this, busy: true);

    public void End() => _quota.SetBusy(this, busy: false);

    public void Close() => _connection.Abort(new ConnectionAbortedException("another connection needed the place"));

    public void Leave() => _quota.Leave(this);
}
