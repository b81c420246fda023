using System.Text.Json;
using System.Text.Json.Nodes;
using Benchmarks.Cluster;
using Sandbox;

namespace Benchmarks.Servers;

/// What the Sandbox tells of itself once it can be used.
internal sealed record ApiServerAddress(Uri Address, string AuthorityPem, string Kubeconfig);

/// The Sandbox in a process of its own, filled with a cluster. It takes one command, opts all PVCs in at each, and ends when its input does.
internal static class ApiServerCommand
{
    public const string Verb = "api-server";
    public const string OptIn = "opt-in";
    public const string Token = "benchmark";

    public static async Task<int> RunAsync(string size)
    {
        var cluster = JsonSerializer.Deserialize<ClusterSize>(size)!;
        await using var server = await SandboxServer.StartAsync(new SandboxOptions { Token = Token });
        server.Load(ClusterObjects.Of(cluster, TimeProvider.System.GetUtcNow()));
        Answer(new ApiServerAddress(server.Address, server.CertificateAuthority.ExportCertificatePem(), server.Kubeconfig));
        while (await Console.In.ReadLineAsync() is { } command)
        {
            if (command != OptIn) throw new ArgumentException($"there is no command {command}", nameof(size));
            for (var claim = 0; claim < cluster.Claims; claim++) OptInOne(server, claim);
            Answer(true);
        }

        return 0;
    }

    private static void OptInOne(SandboxServer server, int claim) =>
        server.Tamper("persistentvolumeclaims", Names.Namespace(claim), Names.Claim(claim), item => ClaimObjects.OptIn((JsonObject)item, claim));

    private static void Answer(object answer) => Console.Out.WriteLine(JsonSerializer.Serialize(answer));
}
