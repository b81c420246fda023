using System.Net.Sockets;

namespace Sandbox.Commands;

internal static class Ports
{
    /// <summary>The first free port from a number on: best below those the system hands out, where nobody takes it by chance.</summary>
    public static int FreeFrom(int first) => Enumerable.Range(first, 1000).First(IsFree);

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
