namespace RealServer;

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
            // What doesn't outlive its run needn't survive a power cut.
            "--unsafe-no-fsync",
            // The most that etcd is meant for: a benchmark's cluster is larger than the 2 GiB of the default.
            "--quota-backend-bytes=8589934592",
        ]);
        return new EtcdServer(process, address);
    }

    // Without the slash that Uri puts at the end.
    private static string Text(Uri address) => address.GetLeftPart(UriPartial.Authority);
}
