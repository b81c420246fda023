using System.Net;
using Microsoft.AspNetCore.Connections;
using WebhookController.Hosting;

namespace WebhookController.Tests.Hosting;

public sealed class ConnectionQuotaTests
{
    private readonly ConnectionQuota _quota = new(4);

    [Fact]
    public void Up_to_the_limit_everybody_has_a_place()
    {
        var slots = Enumerable.Range(0, 4).Select(_ => Enter("10.0.0.1").Slot).ToList();

        Assert.All(slots, Assert.NotNull);
        slots[0]!.Leave();
        slots[0]!.Leave();
        Assert.Equal(3, _quota.Count);
    }

    [Fact]
    public void At_the_limit_the_longest_idle_connection_gives_way()
    {
        var all = Enumerable.Range(0, 4).Select(_ => Enter("10.0.0.1")).ToList();
        foreach (var one in all) one.Slot!.Begin();
        foreach (var i in new[] { 1, 3, 0 }) all[i].Slot!.End();

        Assert.NotNull(Enter("10.0.0.1").Slot);

        Assert.Equal([false, true, false, false], all.Select(one => one.Connection.IsAborted));
        Assert.Equal(4, _quota.Count);
    }

    [Fact]
    public void Who_never_asked_anything_gives_way_first()
    {
        var all = Enumerable.Range(0, 4).Select(_ => Enter("10.0.0.1")).ToList();
        foreach (var i in new[] { 0, 1 })
        {
            all[i].Slot!.Begin();
            all[i].Slot!.End();
        }

        Enter("10.0.0.1");

        Assert.Equal([false, false, true, false], all.Select(one => one.Connection.IsAborted));
    }

    [Fact]
    public void The_address_with_most_connections_loses_one()
    {
        var good = Enter("10.0.0.1");
        var hoarded = Enumerable.Range(0, 3).Select(_ => Enter("10.0.0.2")).ToList();

        Assert.NotNull(Enter("10.0.0.1").Slot);

        Assert.False(good.Connection.IsAborted);
        Assert.Equal([true, false, false], hoarded.Select(one => one.Connection.IsAborted));
    }

    [Fact]
    public void Even_a_busy_one_where_the_newcomer_has_fewer()
    {
        var hoarded = Enumerable.Range(0, 4).Select(_ => Enter("10.0.0.2")).ToList();
        foreach (var one in hoarded) one.Slot!.Begin();

        Assert.Null(Enter("10.0.0.2").Slot);
        Assert.NotNull(Enter("10.0.0.1").Slot);

        Assert.Equal([true, false, false, false], hoarded.Select(one => one.Connection.IsAborted));
    }

    // What was evicted ends a moment later, and must not take another place with it.
    [Fact]
    public void A_connection_that_was_closed_leaves_only_once()
    {
        var all = Enumerable.Range(0, 4).Select(_ => Enter("10.0.0.1")).ToList();
        Enter("10.0.0.1");

        all[0].Slot!.End();
        all[0].Slot!.Leave();

        Assert.Equal(4, _quota.Count);
    }

    private (ConnectionSlot? Slot, Caller Connection) Enter(string address)
    {
        var connection = new Caller(IPAddress.Parse(address));
        return (_quota.Enter(connection), connection);
    }

    private sealed class Caller : DefaultConnectionContext
    {
        public Caller(IPAddress address) => RemoteEndPoint = new IPEndPoint(address, 1);

        public bool IsAborted { get; private set; }

        public override void Abort(ConnectionAbortedException abortReason) => IsAborted = true;
    }
}
