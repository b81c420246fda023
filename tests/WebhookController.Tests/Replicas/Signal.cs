using System.Diagnostics;

namespace WebhookController.Tests.Replicas;

internal static class Signal
{
    // TERM, STOP or CONT, which .NET can't send.
    public static async Task SendAsync(string name, int process)
    {
        using var kill = Process.Start("/bin/sh", ["-c", $"kill -{name} {process}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, kill.ExitCode);
    }
}
