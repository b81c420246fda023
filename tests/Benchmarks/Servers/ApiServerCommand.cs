using System.Text.Json;
using System.Text.Json.Nodes;
using Benchmarks.Cluster;
using Sandbox;

namespace Benchmarks.Servers;

/// What the API server tells of itself once it can be used.
internal sealed record ApiServerAddress(Uri Address, string AuthorityPem, string Kubeconfig);

/// What a client has written since the log was last cleared.
internal sealed record WriteCount(int Writes, int Peak, IReadOnlyDictionary<string, int> ByKind);

/// The Sandbox in a process of its own, filled with a cluster. It takes one command a line and answers each with a line; when its input ends, so does it.
internal static class ApiServerCommand
{
    public const string Verb = "api-server";
    public const string Token = "benchmark";

    public static async Task<int> RunAsync(string size)
    {
        var cluster = JsonSerializer.Deserialize<ClusterSize>(size)!;
        await using var server = await SandboxServer.StartAsync(new SandboxOptions { Token = Token });
        server.Load(ClusterObjects.Of(cluster, TimeProvider.System.GetUtcNow()));
        Answer(new ApiServerAddress(server.Address, server.CertificateAuthority.ExportCertificatePem(), server.Kubeconfig));
        while (await Console.In.ReadLineAsync() is { } command) Answer(Run(command.Split(' '), server, cluster));
        return 0;
    }

    private static object Run(string[] command, SandboxServer server, ClusterSize size)
    {
        switch (command)
        {
            case ["writes", var agent]:
                return Writes(server, agent);
            case ["watches", var agent]:
                return server.Faults.OpenWatches(userAgent: agent);
            case ["forget"]:
                server.Requests.Clear();
                return true;
            // In one go, as nothing outside could: what a client needs to label thousands of PVCs is not what is measured.
            case ["opt-in"]:
                for (var claim = 0; claim < size.Claims; claim++) OptIn(server, claim);
                return true;
            default:
                throw new ArgumentException($"there is no command {string.Join(' ', command)}", nameof(command));
        }
    }

    private static void OptIn(SandboxServer server, int claim) =>
        server.Tamper("persistentvolumeclaims", Names.Namespace(claim), Names.Claim(claim), item => ClaimObjects.OptIn((JsonObject)item, claim));

    // Neither a Lease nor an Event is what the controller is there for.
    private static WriteCount Writes(SandboxServer server, string agent)
    {
        var writes = server.Requests.Writes(agent).Where(write => write.Resource is not ("leases" or "events")).ToList();
        return new WriteCount(
            writes.Count, server.Requests.PeakWrites(agent),
            writes.GroupBy(write => $"{write.Verb} {write.Resource} {write.Status}").ToDictionary(group => group.Key, group => group.Count()));
    }

    private static void Answer(object answer) => Console.Out.WriteLine(JsonSerializer.Serialize(answer));
}
