using System.Net.Sockets;

namespace Sandbox.Commands;

internal static class Ports
{
    private const int Spread = 500;

    /// <summary>The first free port from a number on. Below the range the system hands out, where nobody takes it by chance a moment later.</summary>
    public static int FreeFrom(int first) => Enumerable.Range(first, 1000).First(IsFree);

    /// <summary>The same, but two processes that look at the same moment don't come to the same port.</summary>
    public static int FreeNear(int first) => FreeFrom(first + (Environment.ProcessId % Spread));

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = TcpListener.Create(port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
