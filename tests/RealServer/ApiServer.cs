namespace RealServer;

internal sealed record ApiServer(ServerProcess Process, Uri Address)
{
    public static ApiServer Start(string assets, string folder, Uri etcd, ApiServerCertificates certificates, IEnumerable<string> more)
    {
        certificates.Write(folder);
        var port = ServerProcess.FreePort();
        string In(string file) => Path.Combine(folder, file);

        var process = ServerProcess.Start(Path.Combine(assets, "kube-apiserver"),
        [
            $"--etcd-servers={etcd.GetLeftPart(UriPartial.Authority)}", $"--cert-dir={folder}",
            "--bind-address=127.0.0.1", "--advertise-address=127.0.0.1", $"--secure-port={port}",
            $"--tls-cert-file={In("tls.crt")}", $"--tls-private-key-file={In("tls.key")}", $"--client-ca-file={In("ca.crt")}",
            $"--service-account-key-file={In("tls.crt")}", $"--service-account-signing-key-file={In("tls.key")}",
            "--service-account-issuer=https://kubernetes.default.svc", "--service-cluster-ip-range=127.16.0.0/16",
            "--authorization-mode=RBAC", "--endpoint-reconciler-type=none",
            // No controller makes service accounts here, nor the tokens that pods would mount.
            "--disable-admission-plugins=ServiceAccount",
            .. more,
        ]);
        return new ApiServer(process, new Uri($"https://127.0.0.1:{port}"));
    }
}
