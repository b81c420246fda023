using System.CommandLine;
using System.Text.Json.Nodes;

namespace Sandbox.Commands;

/// <summary>Runs the Sandbox until Ctrl-C and says how to use kubectl with it.</summary>
internal static class Serve
{
    private static readonly string[] Examples = ["grafana", "prometheus", "loki"];

    public static Command Command()
    {
        var port = new Option<int>("--port") { Description = "Port of the API server; 0 takes a free one", DefaultValueFactory = _ => 6443 };
        var kubeconfig = new Option<FileInfo>("--kubeconfig") { Description = "Where to write the kubeconfig", DefaultValueFactory = _ => new FileInfo("sandbox.kubeconfig") };
        var command = new Command("serve", "Run the API server and the Longhorn stand-in until Ctrl-C") { port, kubeconfig };
        command.SetAction((parsed, ct) => RunAsync(parsed.GetValue(port), parsed.GetValue(kubeconfig)!, ct));
        return command;
    }

    private static async Task RunAsync(int port, FileInfo kubeconfig, CancellationToken ct)
    {
        await using var server = await SandboxServer.StartAsync(new SandboxOptions { Port = port }, ct);
        using var client = server.CreateClient(LonghornStandIn.UserAgent);
        await using var longhorn = await LonghornStandIn.StartAsync(client, ct: ct);
        await SeedAsync(client, ct);
        await File.WriteAllTextAsync(kubeconfig.FullName, server.Kubeconfig, ct);
        Console.WriteLine($"""
            A Kubernetes API server with a Longhorn stand-in listens on {server.Address}; Ctrl-C ends it. In another terminal:

              export KUBECONFIG={kubeconfig.FullName}
              kubectl get pvc -A
            """);
        await UntilStoppedAsync(ct);
    }

    private static async Task SeedAsync(HttpClient api, CancellationToken ct)
    {
        await PostAsync("api/v1/namespaces", new JsonObject { ["metadata"] = new JsonObject { ["name"] = "monitoring" } });
        foreach (var name in Examples)
        {
            await PostAsync("api/v1/namespaces/monitoring/persistentvolumeclaims", new JsonObject
            {
                ["metadata"] = new JsonObject { ["name"] = name, ["labels"] = new JsonObject { ["app"] = name } },
                ["spec"] = new JsonObject
                {
                    ["accessModes"] = new JsonArray("ReadWriteOnce"),
                    ["resources"] = new JsonObject { ["requests"] = new JsonObject { ["storage"] = "1Gi" } },
                },
            });
        }

        async Task PostAsync(string path, JsonObject item)
        {
            using var created = await api.PostAsJsonAsync(new Uri(path, UriKind.Relative), item, ct);
            created.EnsureSuccessStatusCode();
        }
    }

    private static async Task UntilStoppedAsync(CancellationToken ct)
    {
        var stopped = new TaskCompletionSource();
        await using (ct.Register(stopped.SetResult)) await stopped.Task;
    }
}
