using System.Net;
using System.Net.Sockets;

namespace Sandbox.Commands;

// Two ports for a controller. They stay reserved while the controller is down, because every run holds a third port
// as a lock. All are below the ephemeral ports of the system.
internal sealed class PortSlot : IDisposable
{
    private const int Slots = 200;
    private const int FirstMetrics = 18080;
    private const int FirstWebhook = 18443;
    private const int FirstGuard = 18700;

    private readonly TcpListener _guard;

    private PortSlot(TcpListener guard, int number)
    {
        _guard = guard;
        (Webhook, Metrics) = (FirstWebhook + number, FirstMetrics + number);
    }

    public int Webhook { get; }

    public int Metrics { get; }

    public static PortSlot Take() => Enumerable.Range(0, Slots).Select(TryTake).FirstOrDefault(slot => slot is not null)
        ?? throw new TrialException($"none of the ports from {FirstMetrics} and {FirstWebhook} on are free");

    public static int FreeFrom(int first) => Enumerable.Range(first, Slots).First(IsFree);

    public void Dispose() => _guard.Dispose();

    private static PortSlot? TryTake(int number)
    {
        var guard = new TcpListener(IPAddress.Loopback, FirstGuard + number);
        if (TryListen(guard) && IsFree(FirstWebhook + number) && IsFree(FirstMetrics + number)) return new PortSlot(guard, number);
        guard.Dispose();
        return null;
    }

    private static bool IsFree(int port)
    {
        using var listener = TcpListener.Create(port);
        return TryListen(listener);
    }

    private static bool TryListen(TcpListener listener)
    {
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
