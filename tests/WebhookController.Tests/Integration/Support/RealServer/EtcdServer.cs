namespace WebhookController.Tests.Integration.Support.RealServer;

internal sealed record EtcdServer(ServerProcess Process, Uri Address)
{
    public static EtcdServer Start(string assets, string folder)
    {
        var address = new Uri($"http://127.0.0.1:{ServerProcess.FreePort()}");
        var process = ServerProcess.Start(Path.Combine(assets, "etcd"),
        [
            $"--data-dir={folder}", $"--listen-client-urls={Text(address)}", $"--advertise-client-urls={Text(address)}",
            // There are no peers; 0 takes a free port.
            "--listen-peer-urls=http://127.0.0.1:0", "--log-level=warn",
            // What doesn't outlive the test needn't survive a power cut.
            "--unsafe-no-fsync",
        ]);
        return new EtcdServer(process, address);
    }

    // Without the slash that Uri puts at the end.
    private static string Text(Uri address) => address.GetLeftPart(UriPartial.Authority);
}
